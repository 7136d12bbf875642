// login.mjs - a server that others can reach: a key, or no server.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { ask } from "./attacks.mjs";
import { check, serve, test } from "./case.mjs";

const KEY = "k".repeat(20) + "3fT8-qZ.".repeat(3);
const FORM = { "Content-Type": "application/x-www-form-urlencoded" };
const NAME = "record.example";

function keyFile(dir, name, text, mode) {
	const file = path.join(dir, name);
	fs.writeFileSync(file, text);
	fs.chmodSync(file, mode);
	return file;
}

// What it says when it does not serve.
function refused(store, ...options) {
	const r = spawnSync(process.env.KEII, ["--store", store, "serve", "--port", "0", ...options], { timeout: 10000 });
	return { code: r.status, out: String(r.stdout), told: String(r.stderr) };
}

function reachable(host, port) {
	return new Promise((resolve) => {
		const s = net.connect({ host, port, timeout: 2000 }, () => (s.destroy(), resolve(true)));
		s.on("error", () => resolve(false));
		s.on("timeout", () => (s.destroy(), resolve(false)));
	});
}

async function noKey(dir, store) {
	const open = keyFile(dir, "open", KEY + "\n", 0o644);
	const short = keyFile(dir, "short", "secret\n", 0o600);
	const blank = keyFile(dir, "blank", KEY + " and more\n", 0o600);
	const key = keyFile(dir, "key", KEY + "\n", 0o600);
	for (const [what, says, ...options] of [
		["another address", "--token-file", "--listen", "0.0.0.0", "--host", NAME],
		["another address of IPv6", "--token-file", "--listen", "[::]", "--host", NAME],
		["a server in front", "--token-file", "--host", NAME],
		["no address", "--token-file", "--listen", "localhost.evil.example"],
		["a file that others read", "chmod 600", "--listen", "0.0.0.0", "--host", NAME, "--token-file", open],
		["a short key", "32", "--listen", "0.0.0.0", "--host", NAME, "--token-file", short],
		["blanks in a key", "blanks", "--token-file", blank],
		["no file", "No such file", "--token-file", path.join(dir, "none")],
		["no name for all addresses", "--host NAME", "--listen", "0.0.0.0", "--token-file", key],
	]) {
		const r = refused(store, ...options);
		check(r.code === 2 && r.told.includes(says) && !r.out, `${what}: nothing is served`, JSON.stringify(r));
	}
	const r = refused(store, "--listen", "300.1.2.3", "--token-file", key);
	check(r.code > 0 && r.told.includes("no address"), "300.1.2.3", JSON.stringify(r));
	return key;
}

async function loopback(store) {
	const site = await serve(store);
	const others = Object.values(os.networkInterfaces()).flat().filter((a) => !a.internal && !a.address.startsWith("fe80"));
	for (const a of others) check(!(await reachable(a.address, site.port)), `not reachable at ${a.address}`);
	check((await ask(site, { path: "/login" })).status === 404, "no key, no login");
	check(!site.told().includes("TLS"), "nothing about TLS where nobody else comes");
	await site.stop();
}

async function strangers(site) {
	const as = (headers) => ({ Host: NAME, ...headers });
	const page = await ask(site, { path: "/", headers: as({ Accept: "text/html" }) });
	check(page.status === 303 && page.headers.location === "/login", "a browser is led to the login", page.status);
	for (const p of ["/", "/api", "/api/state", "/api/items/entries", "/api/events", "/source/x", "/entry/x", "/nothing", "/rows"]) {
		const a = await ask(site, { path: p, headers: as({}) });
		check(a.status === 401 && a.headers["www-authenticate"] === "Bearer", `${p}: 401`, a.status);
		check(!/token" value|data-version|keii_visit/.test(a.text + JSON.stringify(a.headers)), `${p}: tells nothing`);
	}
	for (const p of ["/decide", "/add"]) {
		const a = await ask(site, { method: "POST", path: p, headers: as({ ...FORM, Origin: "https://" + NAME }) }, "do=hide");
		check(a.status === 401, `POST ${p}: 401`, a.status);
	}
	for (const bearer of ["Bearer ", "Bearer x", "Bearer " + KEY + "x", "Bearer " + KEY.slice(1), "Basic " + KEY, KEY])
		check((await ask(site, { path: "/api", headers: as({ Authorization: bearer }) })).status === 401, "refused: " + bearer.slice(0, 12));
	const form = await ask(site, { path: "/login", headers: as({}) });
	check(form.status === 200 && !/name="token"|data-version/.test(form.text), "the login page tells no token");
	check((await ask(site, { path: "/static/keii.css", headers: as({}) })).status === 200, "its style");
	const big = await ask(site, { method: "POST", path: "/login", headers: as({ ...FORM, Origin: "https://" + NAME }) }, "key=" + "a".repeat(9000));
	check(big.status === 413 || big.status === 0, "a large body of a stranger", big.status);
}

async function friends(site) {
	const own = { ...FORM, Host: NAME, Origin: "https://" + NAME };
	const post = (headers, key) => ask(site, { method: "POST", path: "/login", headers }, "key=" + encodeURIComponent(key));
	for (const key of ["", "x", KEY + "x", KEY.slice(1)])
		check((await post(own, key)).status === 403, "not the key", key);
	check((await post({ ...own, Origin: "https://evil.example" }, KEY)).status === 403, "the key from a foreign page");
	check((await post({ ...own, Host: "evil.example" }, KEY)).status === 403, "the key to a foreign name");
	const a = await post(own, KEY);
	const cookie = String(a.headers["set-cookie"]);
	check(a.status === 303 && /HttpOnly/.test(cookie) && /SameSite=Strict/.test(cookie) && /Secure/.test(cookie), "a cookie over TLS", cookie);
	check(!cookie.includes(KEY), "it is not the key");
	const Cookie = cookie.split(";")[0];
	check((await ask(site, { path: "/", headers: { Host: NAME, Cookie } })).status === 200, "with the cookie");
	check((await ask(site, { path: "/", headers: { Host: NAME.toUpperCase(), Cookie } })).status === 200, "names have no case");
	check((await ask(site, { path: "/", headers: { Host: "evil.example", Cookie } })).status === 403, "a foreign Host all the same");
	check((await ask(site, { path: "/api", headers: { Host: NAME, Authorization: "Bearer " + KEY } })).status === 200, "a program sends the key");
	const none = await ask(site, { method: "POST", path: "/decide", headers: { ...own, Cookie } }, "do=hide&entry=x");
	check(none.status === 403, "a decision needs the token of a page, too", none.status);
}

async function browser(site, open) {
	const page = await open();
	await page.goto(site.url + "/conflicts");
	check(page.url().endsWith("/login"), "led to the login", page.url());
	await page.fill("input[name=key]", "wrong");
	await page.keyboard.press("Enter");
	await page.locator("[role=alert]").waitFor();
	await page.fill("input[name=key]", KEY);
	await page.keyboard.press("Enter");
	await page.locator("form.filters").waitFor();
	check(await page.locator("nav li").count() > 5, "logged in");
	const faults = page.complaints.filter((x) => !x.includes("403"));
	check(faults.length === 0, "no complaint", faults);
	await page.context().close();
}

export async function login(dir, open) {
	const store = path.join(dir, "demo.db");
	let key;
	await test("no key", async () => (key = await noKey(dir, store)));
	await test("loopback", () => loopback(store));
	for (const listen of ["127.0.0.1", "0.0.0.0"]) {
		const site = await serve(store, "--listen", listen, "--host", NAME, "--token-file", key);
		for (let i = 0; i < 40 && !site.told().includes("until"); i++) await new Promise((r) => setTimeout(r, 50));
		check(/TLS in front/.test(site.told()) && site.told().includes("--from " + NAME), "how to put TLS in front", site.told());
		await test("strangers " + listen, () => strangers(site));
		await test("friends " + listen, () => friends(site));
		await test("browser " + listen, () => browser(site, open));
		check(site.alive(), "it goes on");
		await site.stop();
	}
}
