// attacks.mjs - requests that no page of ours would send.
import http from "node:http";
import net from "node:net";
import { check, test } from "./case.mjs";
import { crowd } from "./crowd.mjs";

export function ask(site, options, body = "") {
	return new Promise((resolve) => {
		const q = http.request({ host: "127.0.0.1", port: site.port, timeout: 30000, ...options,
			headers: { Connection: "close", ...options.headers } }, (a) => {
			let text = "";
			a.on("data", (d) => (text += d));
			a.on("end", () => resolve({ status: a.statusCode, text, headers: a.headers }));
			a.on("error", () => resolve({ status: 0, text }));
		});
		q.on("error", () => resolve({ status: 0, text: "" }));
		q.on("timeout", () => q.destroy());
		q.end(body);
	});
}

// Bytes as they are; what came back until the other side closed.
function raw(site, bytes, { wait = 5000, drip = 0 } = {}) {
	return new Promise((resolve) => {
		const began = Date.now();
		const s = net.connect(site.port, "127.0.0.1");
		let text = "";
		let i = 0;
		const end = () => {
			clearInterval(timer);
			clearTimeout(limit);
			s.destroy();
			resolve({ text, ms: Date.now() - began, closed: true });
		};
		const timer = setInterval(() => drip && i < bytes.length && s.writable && s.write(bytes[i++]), drip || 1000);
		const limit = setTimeout(() => {
			clearInterval(timer);
			s.destroy();
			resolve({ text, ms: Date.now() - began, closed: false });
		}, wait);
		s.on("connect", () => drip || s.write(bytes));
		s.on("data", (d) => (text += d));
		s.on("close", end);
		s.on("error", end);
	});
}

const FORM = { "Content-Type": "application/x-www-form-urlencoded" };

async function tokenOf(site) {
	const a = await ask(site, { path: "/add" });
	return /name="token" value="([0-9a-f]{32})"/.exec(a.text)[1];
}

async function foreign(site) {
	const token = await tokenOf(site);
	const own = { ...FORM, Origin: site.url };
	const entry = JSON.parse((await ask(site, { path: "/api/items/entries?limit=1" })).text)[0].id;
	const form = (t) => `token=${t}&do=hide&entry=${entry}`;

	for (const host of ["evil.example", `evil.example:${site.port}`, "127.0.0.1", `127.0.0.1:${site.port}.evil.example`,
		`localhost.evil.example:${site.port}`]) {
		const a = await ask(site, { path: "/", headers: { Host: host } });
		check(a.status === 403 || a.status === 400, `Host "${host}" refused`, a.status);
	}
	for (const line of ["Host:\r\n", "", `Host: evil.example\r\nHost: 127.0.0.1:${site.port}\r\n`]) {
		const a = await raw(site, `GET / HTTP/1.1\r\n${line}Connection: close\r\n\r\n`);
		check(!/^HTTP\/1.1 200/.test(a.text), "no Host, or two: refused", a.text.slice(0, 80));
	}
	check((await ask(site, { path: "/", headers: { Host: `localhost:${site.port}` } })).status === 200, "localhost is ours");
	for (const origin of ["http://evil.example", "null", `https://127.0.0.1:${site.port}`, `http://127.0.0.1:${site.port + 1}`,
		`http://127.0.0.1:${site.port}.evil.example`, ""]) {
		const a = await ask(site, { method: "POST", path: "/decide", headers: { ...FORM, Origin: origin } }, form(token));
		check(a.status === 403, `Origin "${origin}" refused`, a.status);
	}
	const none = await ask(site, { method: "POST", path: "/decide", headers: FORM }, form(token));
	check(none.status === 403, "no Origin refused", none.status);
	for (const t of ["", "0".repeat(32), token.slice(1), token + "0"]) {
		const a = await ask(site, { method: "POST", path: "/decide", headers: own }, form(t));
		check(a.status === 403, "a wrong token refused", a.status);
	}
	const reviews = JSON.parse((await ask(site, { path: "/api/items/reviews?limit=1000" })).text);
	check(!reviews.some((x) => x.decision.do === "hide" && x.state === "followed"), "nothing was hidden");
}

async function malformed(site) {
	const token = await tokenOf(site);
	const own = { ...FORM, Origin: site.url };
	const post = (body, headers = own, path = "/decide") => ask(site, { method: "POST", path, headers }, body);

	check((await post('{"do": [[[', { ...own, "Content-Type": "application/json" })).status === 415, "JSON in a form's place");
	for (const body of ["do=explode", "do=edit&entry=nothing", "do=undo&decision=nothing", "do=join&entry=a&other=b", ""])
		check((await post(`token=${token}&${body}`)).status === 400, "no such decision: " + body);
	const entry = JSON.parse((await ask(site, { path: "/api/items/entries?limit=1" })).text)[0].id;
	for (const rest of ["from=2031-13-40", "from=yesterday", "from=2031-03-09&to=2031-03-01", "status=glorious", "scope=hidden%00"])
		check((await post(`token=${token}&do=edit&entry=${entry}&${rest}`)).status === 400, "a bad correction: " + rest);
	for (const m of ["1-2", "9-1-gull-1", "x-y-z", "-1-5-gull-1"])
		check((await post(`token=${token}&do=split&entry=${entry}&mention=${m}`)).status === 400, "a bad mention: " + m);
	check((await post(Array.from({ length: 200 }, (_, i) => `f${i}=1`).join("&") + `&token=${token}`)).status === 400, "200 fields");
	check((await post("--x\r\nContent-Disposition: form-data; name=", { ...own, "Content-Type": "multipart/form-data; boundary=x" }, "/add"))
		.status >= 400, "a broken multipart body");
	for (const path of ["/?from=99999-99-99", "/?offset=99999999999999999999", "/?offset=-5", "/?kind=%FF%FE%00", "/next?today=x",
		"/article/gull-1?from=4294967295&to=4294967295", "/article/gull-1?from=3&to=1", "/article/tern-1?from=1&to=2",
		"/search?q=" + encodeURIComponent('"'.repeat(300)), "/search?q=*", "/search?q=" + encodeURIComponent("NEAR( OR AND * ^ :")]) {
		const a = await ask(site, { path });
		check(a.status === 200 || a.status === 404 || a.status === 500, "answered: " + path, a.status);
		check(!/SQL|sqlite/i.test(a.text), "says nothing of the database: " + path, a.text.slice(0, 300));
	}
	check((await ask(site, { method: "DELETE", path: "/" })).status === 405, "DELETE");
	check((await ask(site, { method: "HEAD", path: "/" })).status === 200, "HEAD");
}

// An answer asked for again with its ETag comes without its bytes while it is
// the same, and whole when it is not.
async function again(site) {
	for (const path of ["/", "/static/keii.css", "/api/items/entries?limit=5", "/next", "/source/" +
		JSON.parse((await ask(site, { path: "/api/article/gull-1" })).text).source]) {
		const first = await ask(site, { path });
		const tag = first.headers.etag;
		if (!check(/^"[0-9a-f]{32}"$/.test(tag), "has an ETag: " + path, tag)) continue;
		for (const given of [tag, "W/" + tag, `"x", ${tag}`, "*"]) {
			const a = await ask(site, { path, headers: { "If-None-Match": given } });
			check(a.status === 304 && a.text === "" && a.headers.etag === tag, `304: ${path} ${given}`, a.status);
			check(a.headers["cache-control"] === first.headers["cache-control"], "304 says how to keep it: " + path);
		}
		const other = await ask(site, { path, headers: { "If-None-Match": '"0"' } });
		check(other.status === 200 && other.text === first.text, "another ETag: whole: " + path, other.status);
		const head = await ask(site, { path, method: "HEAD" });
		check(head.headers.etag === tag, "HEAD has it too: " + path, head.headers.etag);
	}
	const ja = await ask(site, { path: "/", headers: { "Accept-Language": "ja" } });
	const en = await ask(site, { path: "/", headers: { "Accept-Language": "en", "If-None-Match": ja.headers.etag } });
	check(en.status === 200, "another language is another answer", en.status);
	const none = await ask(site, { path: "/entry/none", headers: { "If-None-Match": "*" } });
	check(none.status === 404 && !none.headers.etag, "what is not there has no ETag", none.status);
	check((await ask(site, { path: "/" })).headers["cache-control"] === "no-store", "no browser keeps a page");
}

async function paths(site) {
	for (const p of ["/static/../../../../etc/passwd", "/static/..%2f..%2fetc%2fpasswd", "/static/%2e%2e/keii.css", "/..", "//etc/passwd",
		"/source/..%2f..%2fetc%2fpasswd", "/article/..%2f..%2f", "/static/keii.css%00.txt", "/entry/" + "a".repeat(3000), "/%", "/%zz"]) {
		const a = await raw(site, `GET ${p} HTTP/1.1\r\nHost: 127.0.0.1:${site.port}\r\nConnection: close\r\n\r\n`);
		check(/^HTTP\/1.1 (404|400|200)/.test(a.text) && !a.text.includes("root:"), "path " + p.slice(0, 40), a.text.slice(0, 80));
	}
	const source = JSON.parse((await ask(site, { path: "/api/article/gull-1" })).text).source;
	const a = await ask(site, { path: "/source/" + source });
	check(a.status === 200 && a.headers["content-type"] === "application/octet-stream" &&
		a.headers["content-disposition"] === "attachment", "original bytes are only saved, never shown");
	const head = (await ask(site, { path: "/" })).headers;
	check(head["content-security-policy"].startsWith("default-src 'none'") && !/unsafe/.test(head["content-security-policy"]), "strict CSP");
	check(head["x-content-type-options"] === "nosniff", "nosniff");
}

async function sizes(site) {
	const host = `Host: 127.0.0.1:${site.port}\r\nOrigin: ${site.url}\r\n`;
	const long = await raw(site, `GET /?q=${"a".repeat(100000)} HTTP/1.1\r\n${host}\r\n`);
	check(!/^HTTP\/1.1 200/.test(long.text) && long.closed, "a line of 100,000 bytes", long.text.slice(0, 80));
	const headers = await raw(site, "GET / HTTP/1.1\r\n" + host + "X: y\r\n".repeat(20000) + "\r\n");
	check(!/^HTTP\/1.1 200/.test(headers.text) && headers.closed, "20,000 headers", headers.text.slice(0, 80));
	const told = await raw(site, `POST /add HTTP/1.1\r\n${host}Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 9999999999\r\n\r\n`);
	check(/^HTTP\/1.1 413/.test(told.text) || told.closed, "a body told to be 10 GB", told.text.slice(0, 80));
	const chunk = "10000\r\n" + "a".repeat(65536) + "\r\n";
	const big = await raw(site, `POST /add HTTP/1.1\r\n${host}Content-Type: multipart/form-data; boundary=x\r\n` +
		"Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(500), { wait: 20000 });
	check(!/^HTTP\/1.1 200/.test(big.text) && big.closed, "32 MB in pieces of untold size", big.text.slice(0, 80));
}

async function slow(site) {
	const line = `GET / HTTP/1.1\r\nHost: 127.0.0.1:${site.port}\r\n` + "X-Pad: 1\r\n".repeat(200);
	const [silent, dripping] = await Promise.all([
		raw(site, "GET / HT", { wait: 40000 }),
		raw(site, line, { wait: 40000, drip: 500 }),
	]);
	check(silent.closed && silent.ms < 20000, "a silent client is let go", silent.ms);
	check(dripping.closed && dripping.ms < 30000, "a dripping client is let go", dripping.ms);
}

export async function attacks(site) {
	await test("foreign", () => foreign(site));
	await test("malformed", () => malformed(site));
	await test("again", () => again(site));
	await test("paths", () => paths(site));
	await test("sizes", () => sizes(site));
	await test("slow", () => slow(site));
	await test("crowd", () => crowd(site));
	check((await ask(site, { path: "/" })).status === 200, "answers after all");
}
