// features.mjs - what pages do beyond being read: changes, judging, drawings.
import { execFileSync } from "node:child_process";
import http from "node:http";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { check, test } from "./case.mjs";

const items = async (site, layer, rest = "") => (await fetch(`${site.url}/api/items/${layer}?limit=1000${rest}`)).json();

// A cookie as if the last visit had ended at that moment.
async function visited(page, site, seconds) {
	const answer = await fetch(site.url + "/changes");
	const name = /^(keii_visit[^=]*)=/.exec(answer.headers.get("set-cookie"))[1];
	await page.context().addCookies([{ name, value: `0-${seconds}`, url: site.url }]);
}

async function changes(site, open) {
	const page = await open();
	await page.goto(site.url + "/changes");
	check((await page.locator("main").textContent()).includes("first visit"), "a first visit is told as one");
	await visited(page, site, Math.floor(Date.now() / 1000) - 86400);
	await page.goto(site.url + "/changes");
	check(await page.locator("[data-change=new] li").count() >= 3, "all that was added since yesterday is new");
	check((await page.locator("main").textContent()).includes("last visit ended"), "it says since when");
	const entry = (await items(site, "entries", "&kind=talks"))[0];
	await page.goto(`${site.url}/entry/${entry.id}`);
	await page.click(".correct summary");
	await page.fill("input[name=from]", "2031-03-13");
	await page.fill("input[name=to]", "2031-03-13");
	await page.click(".correct form >> nth=0 >> button");
	await page.waitForURL("**/entry/*");
	await page.goto(site.url + "/changes");
	const last = await page.locator("select[name=since] option").nth(1).getAttribute("value");
	await page.selectOption("select[name=since]", last);
	await page.click("form.filters button >> nth=0");
	check(await page.locator("[data-change=corrected] li").count() === 1, "a correction is one");
	check(await page.locator("[data-change=new]").count() === 0, "and nothing is new");
	await page.click("[data-change=corrected] a");
	await page.click(".history button");
	await page.waitForURL("**/entry/*");
	for (const [since, words] of [["nonsense", "no such change"], ["2999-01-01", "Nothing became different"]]) {
		await page.goto(`${site.url}/changes?since=${since}`);
		check((await page.locator("main").textContent()).includes(words), "since " + since);
	}
	check(page.complaints.length === 0, "no complaint", page.complaints);
	await page.context().close();
}

// Two meetings of the same two on two days: one told, one doubtful.
async function queue(site, demo, open) {
	const dir = fs.mkdtempSync(path.join(os.tmpdir(), "keii-queue-"));
	const pairs = (await items(demo, "entries")).filter((x) => x.doubtful?.length);
	const page = await open();
	await page.goto(demo.url + "/queue");
	const shown = await page.locator(".queue > li").count();
	check((shown > 0) === pairs.length > 0, "pairs shown when there are any", `${shown} of ${pairs.length}`);
	if (shown) {
		await page.locator("button", { hasText: "Two events" }).first().click();
		await page.waitForURL("**/queue?done=*");
		check(await page.locator(".queue > li").count() === shown - 1, "one less to judge");
		await page.locator("[role=status] button").click();
		await page.waitForURL("**/queue?done=*");
		check(await page.locator(".queue > li").count() === shown, "undone");
		const before = (await items(demo, "entries")).length;
		await page.locator("button", { hasText: "One event" }).first().click();
		await page.waitForURL("**/queue?done=*");
		check((await items(demo, "entries")).length === before - 1, "two are one");
		await page.locator("[role=status] button").click();
		await page.waitForURL("**/queue?done=*");
		check((await items(demo, "entries")).length === before, "and two again");
	}
	check(page.complaints.length === 0, "no complaint", page.complaints);
	fs.rmSync(dir, { recursive: true });
	await page.context().close();
}

async function net(demo, open) {
	const page = await open();
	await page.goto(demo.url + "/actors");
	const lines = await page.locator(".net line").count();
	check(lines >= 1 && await page.locator(".net circle").count() >= 2, "who met whom is drawn");
	await page.locator(".net a[href^='/met/']").first().focus();
	await page.keyboard.press("Enter");
	await page.waitForURL("**/met/*");
	check(await page.locator(".entry").count() >= 1, "their meetings, by keyboard");
	await page.goto(demo.url + "/actors?by=party");
	await page.click(".as-table summary");
	check(await page.locator(".as-table tbody tr").count() >= 1, "the same as a table");
	check(page.complaints.length === 0, "no complaint", page.complaints);
	await page.context().close();
}

// Another process writes the same store.
async function byOthers(site, open) {
	const page = await open();
	const asked = [];
	await page.goto(site.url + "/articles");
	await page.evaluate(() => (window.stayed = true));
	page.on("request", (q) => asked.push(q.url()));
	const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "keii-live-")), "tides.txt");
	fs.writeFileSync(file, "The tide tables of Gullport were printed anew on 7 June 2031.\nNobody objected.\n");
	execFileSync(process.env.KEII, ["--store", site.store, "--quiet", "add", file]);
	const began = Date.now();
	await page.locator("td", { hasText: "tide tables" }).waitFor({ timeout: 10000 });
	check(Date.now() - began < 5000, "soon after the command ended", Date.now() - began);
	check(await page.evaluate(() => window.stayed), "in the page that was open");
	await page.waitForTimeout(1500);
	check(asked.length <= 4, "the page does not ask again and again", asked);
	await page.goto(site.url + "/add");
	await page.fill("textarea", "half a sentence");
	await page.evaluate(() => document.querySelector("textarea").focus());
	fs.writeFileSync(file, "The lights of Ternhaven burnt all night on 8 June 2031.\nNobody asked why.\n");
	execFileSync(process.env.KEII, ["--store", site.store, "--quiet", "add", file]);
	await page.waitForTimeout(1200);
	check(await page.inputValue("textarea") === "half a sentence", "never under the hands of who writes");
	check(page.complaints.length === 0, "no complaint", page.complaints);
	await page.context().close();
}

const stream = (site) => new Promise((resolve) => {
	const q = http.get(site.url + "/api/events", { agent: false }, (a) => {
		const s = { status: a.statusCode, text: "", ended: false, close: () => q.destroy() };
		a.on("data", (d) => (s.text += d));
		a.on("error", () => {});
		a.on("close", () => (s.ended = true));
		resolve(s);
	});
	q.on("error", () => resolve({ status: 0, text: "", close: () => {} }));
});

// Past the ceiling a stream is refused; those that went away make room.
async function streams(site) {
	const all = await Promise.all(Array.from({ length: 160 }, () => stream(site)));
	const open = all.filter((s) => s.status === 200).length;
	// a page closed a moment ago may still count
	check(open > 110 && open <= 128 && all.every((s) => s.status === 200 || s.status === 503), "128 streams, no more", open);
	check((await fetch(site.url + "/api/state")).status === 200, "others are answered");
	await new Promise((r) => setTimeout(r, 300));
	check(all.filter((s) => s.text.startsWith("event: version")).length === open, "each is told the version");
	for (const s of all) s.close();
	let again = { status: 0, close: () => {} };
	for (let i = 0; i < 30 && again.status !== 200; i++) {
		await new Promise((r) => setTimeout(r, 500));
		again = await stream(site);
	}
	check(again.status === 200, "room again after they left", again.status);
	again.close();
}

async function band(site, open) {
	const page = await open();
	const range = async () => (await page.locator(".band output").textContent()).split(" \u00b7 ")[0];
	await page.goto(site.url + "/?scope=");
	await page.locator(".band[data-shown=entries]").waitFor();
	check(await page.locator(".band rect.hollow").count() === 1, "the planned one is hollow");
	check(await page.locator(".band .struck").count() === 1, "the cancelled one is struck");
	await page.locator(".band .plot").focus();
	const all = await range();
	await page.keyboard.press("+");
	const near = await range();
	check(near !== all, "+ zooms in", near);
	await page.keyboard.press("ArrowLeft");
	check(await range() !== near, "the arrow moves", await range());
	await page.keyboard.press("Home");
	check(await range() === all, "Home shows all");
	await page.mouse.move(...(await page.locator(".band .plot").boundingBox().then((b) => [b.x + b.width / 2, b.y + 30])));
	await page.mouse.wheel(0, -100);
	await page.waitForTimeout(100);
	check(await range() !== all, "the wheel zooms");
	await page.click(".band [data-do=all]");
	await page.selectOption(".band select", "parties");
	const lanes = await page.locator(".band text.lane").allTextContents();
	check(lanes.some((x) => x.includes("GUL") || x.includes("Gullport")), "lanes by party", lanes);
	await page.selectOption(".band select", "kinds");
	// from before the first to about its day: one entry is left
	const box = await page.locator(".band .plot svg").boundingBox();
	await page.mouse.move(box.x + 114, box.y + 40);
	await page.mouse.down();
	await page.mouse.move(box.x + 320, box.y + 42, { steps: 4 });
	check(await page.locator(".band .brush").count() === 1, "the range is shaded while it is drawn");
	await Promise.all([page.waitForURL(/from=2031-03-0/), page.mouse.up()]);
	check(/to=2031-03-0/.test(page.url()), "the range is in the address", page.url());
	check(await page.locator(".entry").count() === 1, "the list is filtered", await page.locator(".entry").count());
	await page.locator(".band[data-shown=entries]").waitFor();
	check(await page.locator(".band rect.chosen").count() === 1 && await page.locator(".band rect.shape").count() === 3,
		"the band shades the range and shows all");
	await page.goto(site.url + "/?scope=&from=2031-02-01&to=2031-02-02");
	await page.locator(".band[data-shown=entries]").waitFor();
	check(await page.locator(".entry").count() === 0, "an empty range has a band");
	await page.locator(".band .plot").focus();
	await Promise.all([page.waitForURL(/to=2031-03-2/), page.keyboard.press("Enter")]);
	check(await page.locator(".entry").count() === 3, "the range by keyboard");
	check(page.complaints.length === 0, "no complaint", page.complaints);
	await page.context().close();
}

// Twelve thousand entries in ten years: bars by week, entries when zoomed in.
async function dense(site, open) {
	const page = await open();
	const marks = Array.from({ length: 12000 }, (_, i) => [`e.${i}`, Math.floor(i * 0.3), Math.floor(i * 0.3) + (i % 50 ? 0 : 20),
		i % 3, i % 4, i % 11 ? 0 : 1, [i % 2]]);
	await page.route("**/api/band?*", (route) => route.fulfill({ json: {
		first: "2021-01-01", kinds: [["call", "call"], ["visit", "visit"], ["talks", "talks"]], parties: [["A", "A"], ["B", "B"]],
		statuses: [["held", "held"], ["planned", "planned"], ["cancelled", "cancelled"], ["ongoing", "ongoing"]], marks } }));
	await page.goto(site.url + "/?scope=");
	await page.locator(".band[data-shown=weeks]").waitFor();
	check(await page.locator(".band rect.bar").count() > 100, "bars");
	check(/: \d+$/.test(await page.locator(".band rect.bar title").first().textContent()), "a bar tells how many");
	check(await page.locator(".band rect.shape").count() === 0, "no entries");
	const began = Date.now();
	await page.locator(".band .plot").focus();
	for (let i = 0; i < 6; i++) await page.keyboard.press("+");
	await page.locator(".band[data-shown=entries]").waitFor();
	check(Date.now() - began < 2000, "zooming is quick", Date.now() - began);
	check(await page.locator(".band rect.shape").count() > 50, "entries when zoomed in");
	check(await page.locator(".band rect.vague").count() > 1, "vague ones fade");
	check(page.complaints.length === 0, "no complaint", page.complaints);
	await page.context().close();
}

async function entry(site, demo, open) {
	const page = await open();
	const meeting = (await items(site, "entries", "&kind=meeting"))[0];
	await page.goto(`${site.url}/entry/${meeting.id}`);
	check(await page.locator(".told-by li").count() === 2, "its sources by publisher");
	await page.click(".words-of summary >> nth=0");
	check(await page.locator(".words-of[open] mark").count() >= 1, "the words of each part");
	await page.click(".correct summary");
	check(await page.locator("#neighbours option").count() >= 1, "what it may be merged with is proposed");
	await page.fill("input[name=title]", "Envoys sit down <b>together</b>");
	await page.fill("input[name=place]", "nowhere at all");
	await page.click(".correct form >> nth=0 >> button");
	check(await page.locator("h1").textContent() === "400", "a place nobody names is refused");
	await page.goto(`${site.url}/entry/${meeting.id}`);
	await page.click(".correct summary");
	await page.fill("input[name=title]", "Envoys sit down <b>together</b>");
	await page.selectOption("select[name=scope]", "background");
	await page.click(".correct form >> nth=0 >> button");
	await page.waitForURL("**/entry/*");
	const now = (await items(site, "entries", "&kind=meeting"))[0];
	check(now.title.en === "Envoys sit down <b>together</b>" && now.scope === "background", "title and scope", JSON.stringify(now.title));
	check(JSON.stringify(now.from) === JSON.stringify(meeting.from), "the rest stays");
	await page.click(".history button");
	await page.waitForURL("**/entry/*");
	check(JSON.stringify((await items(site, "entries", "&kind=meeting"))[0]) === JSON.stringify(meeting), "undone to the byte");
	const all = await items(demo, "entries");
	const after = all.find((x) => x.outcome_of && all.some((y) => y.id === x.outcome_of));
	if (check(after, "the demonstration has an outcome")) {
		await page.goto(`${demo.url}/entry/${after.outcome_of}`);
		check(await page.locator(`.links a[href="/entry/${after.id}"]`).count() >= 1, "a plan shows what came of it");
		await page.goto(`${demo.url}/entry/${after.id}`);
		check(await page.locator(`.links a[href="/entry/${after.outcome_of}"]`).count() >= 1, "and the other way round");
	}
	const conflict = (await items(demo, "conflicts")).find((x) => x.about?.startsWith("e."));
	if (conflict) {
		await page.goto(`${demo.url}/entry/${conflict.about}`);
		check(await page.locator(".about .sides > div").count() >= 2, "an entry shows what is disputed about it");
	}
	await page.context().close();
}

// Several files at once, the same bytes again, an address; what it changed.
async function adding(site, open) {
	const page = await open();
	await page.goto(site.url + "/add");
	const file = (name, text) => ({ name, mimeType: "text/plain", buffer: Buffer.from(text) });
	await page.setInputFiles("input[type=file]", [
		file("one.txt", "Envoys of Gullport and Ternhaven met in Midholm on 11 July 2031.\nNobody spoke.\n"),
		file("two.txt", "The pilots of Gullport rested on 12 July 2031.\nThe sea was calm.\n")]);
	await page.click(".add button");
	await page.locator(".result li").nth(1).waitFor();
	check((await page.locator(".result").textContent()).match(/Added/g).length === 2, "two files are added");
	check(await page.evaluate(() => document.activeElement?.tagName) === "MAIN", "the result has the focus");
	await page.locator("section.changes[data-change=new] li").first().waitFor();
	check(page.url().endsWith("/add"), "what it changed stands below, on the same page");
	await page.goto(site.url + "/add");
	await page.setInputFiles("input[type=file]", [file("again.txt", "The pilots of Gullport rested on 12 July 2031.\nThe sea was calm.\n")]);
	await page.click(".add button");
	await page.locator(".result", { hasText: "already" }).waitFor();
	await page.fill("textarea", "https://news.example/a-page");
	await page.click(".add button");
	await page.locator(".result", { hasText: "opens no connection" }).waitFor();
	await page.goto(site.url + "/add");
	// dropped, as a hand would
	await page.evaluate(() => {
		const d = new DataTransfer();
		d.items.add(new File(["The lamps of Ternhaven were lit on 13 July 2031.\nAll saw it.\n"], "lamps.txt", { type: "text/plain" }));
		document.querySelector("form.add").dispatchEvent(new DragEvent("drop", { dataTransfer: d, bubbles: true, cancelable: true }));
	});
	await page.click(".add button");
	await page.locator(".result", { hasText: "lamps.txt" }).waitFor();
	check(page.complaints.length === 0, "no complaint", page.complaints);
	await page.context().close();
	const still = await open({ javaScriptEnabled: false });
	await still.goto(site.url + "/add");
	await still.fill("textarea", "The bells of Midholm rang on 14 July 2031.\nThey rang long.\n");
	await still.click(".add button");
	check((await still.locator(".result").textContent()).includes("Added"), "without script too");
	await still.click("a[data-inline]");
	check(still.url().includes("/changes?since="), "what it changed is one click away");
	await still.context().close();
}

async function finding(site, demo, open) {
	const page = await open();
	await page.goto(demo.url + "/search?q=meeting");
	await page.locator(".found a").first().waitFor();
	check(await page.locator(".found a[href^='/entry/']").count() >= 1, "entries are found by their words");
	await page.goto(demo.url + "/search?q=" + encodeURIComponent("会談"));
	check(await page.locator(".found a").count() >= 1 && await page.locator(".hits li").count() >= 1, "in Japanese, and in articles");
	await page.goto(demo.url + "/search?q=evidence");
	check(await page.locator(".found a").count() === 0, "names of fields are no words");
	await page.goto(demo.url + "/statements");
	const all = await page.locator(".said > li").count();
	const speaker = (await items(demo, "statements")).find((x) => x.speaker).speaker;
	await page.fill("input[name=actor]", speaker);
	await page.click("form.filters button");
	const some = await page.locator(".said > li").count();
	check(some >= 1 && some < all, "statements of one speaker", `${some} of ${all}`);
	for (const layer of ["conflicts", "gaps"]) {
		const kind = (await items(demo, layer))[0].kind;
		await page.goto(`${demo.url}/${layer}`);
		await page.selectOption("select[name=kind]", kind);
		await page.click("form.filters button");
		const n = (await items(demo, layer)).filter((x) => x.kind === kind).length;
		check(await page.locator("section.card").count() === n, `${layer} of one kind`, kind);
	}
	await page.goto(site.url + "/article/gull-1");
	await page.click(".understood summary");
	check(await page.locator(".understood tbody tr").count() >= 4, "what was read, as a table");
	check((await page.locator(".understood code").allTextContents()).includes("test.event"), "and by which rule");
	check((await page.locator(".text mark").first().getAttribute("title")).includes("rule: "), "hovering tells it too");
	await page.context().close();
}

// What /api tells is what is served, and all that pages link to and send is told.
async function openapi(demo, open, views) {
	const doc = await (await fetch(demo.url + "/api")).json();
	check(doc.openapi === "3.1.0" && doc.info.version && doc.info.title, "OpenAPI 3.1");
	const first = async (layer) => (await items(demo, layer))[0].id;
	const article = /href="\/article\/([^"]+)"/.exec(await (await fetch(demo.url + "/articles")).text())[1];
	const source = (await (await fetch(`${demo.url}/api/article/${article}`)).json()).source;
	const met = /href="\/met\/([^"]+)"/.exec(await (await fetch(demo.url + "/actors")).text())[1];
	const ids = { "/entry/{id}": await first("entries"), "/article/{id}": article, "/source/{id}": source, "/plan/{id}": await first("proposals"),
		"/position/{id}": (await items(demo, "positions"))[0].issue, "/met/{id}": met, "/static/{id}": "keii.css",
		"/api/items/{id}": "entries", "/api/item/{id}": await first("entries"), "/api/article/{id}": article };
	for (const [path, x] of Object.entries(doc.paths)) {
		const names = (x.get?.parameters || []).filter((p) => p.in === "path").map((p) => p.name);
		check(path.includes("{id}") === (names.join() === "id"), "its path's parameter is told: " + path);
		if (!x.get || path === "/login") continue;
		const stop = new AbortController();
		const answer = await fetch(demo.url + path.replace("{id}", ids[path]), { signal: stop.signal });
		const type = Object.keys(x.get.responses["200"].content)[0];
		check(answer.status === 200 || answer.status === 202, "served: " + path, answer.status);
		check(type === "*/*" || answer.headers.get("content-type").startsWith(type), "as told: " + path, answer.headers.get("content-type"));
		stop.abort();
	}
	const match = (path) => doc.paths[path] ?? doc.paths[path.replace(/[^/]+$/, "{id}")];
	const page = await open();
	const seen = new Set();
	for (const to of views) {
		await page.goto(demo.url + to);
		const sent = await page.evaluate(() => [
			...[...document.querySelectorAll("a[href]")].map((a) => [new URL(a.href.baseVal ?? a.href, location.href), "get"])
				.filter(([u]) => u.origin === location.origin).map(([u, m]) => [u.pathname, m, [...u.searchParams.keys()]]),
			...[...document.forms].map((f) => [new URL(f.action).pathname, f.method, [...f.elements].map((x) => x.name).filter(Boolean)]),
		]);
		for (const [path, method, names] of sent) {
			const key = [path, method, names].join();
			if (seen.has(key)) continue;
			seen.add(key);
			const x = match(path)?.[method];
			if (!x) {
				check(false, `${to}: ${method} ${path} is told`);
				continue;
			}
			const known = method === "get" ? x.parameters.map((p) => p.name)
				: Object.keys(Object.values(x.requestBody.content)[0].schema.properties);
			const lacks = names.filter((n) => !known.includes(n));
			if (lacks.length) check(false, `${to}: ${method} ${path} takes ${lacks}`);
		}
		check(sent.length > 5, "links and forms of " + to);
	}
	await page.context().close();
}

export async function features(site, demo, open, views) {
	await test("changes", () => changes(site, open));
	await test("queue", () => queue(site, demo, open));
	await test("by others", () => byOthers(site, open));
	await test("entry", () => entry(site, demo, open));
	await test("adding", () => adding(site, open));
	await test("finding", () => finding(site, demo, open));
	await test("openapi", () => openapi(demo, open, views));
	await test("net", () => net(demo, open));
	await test("streams", () => streams(site)); // last: the page has none left for a while
}

// Of the three entries that are there before others are added.
export async function bands(site, open) {
	await test("band", () => band(site, open));
	await test("dense band", () => dense(site, open));
}
