// pages.mjs FOLDER - the page in Debian's chromium, then the attacks.
import { createRequire } from "node:module";
import fs from "node:fs";
import path from "node:path";
import { check, finish, serve, test } from "./case.mjs";
import { attacks } from "./attacks.mjs";
import { list } from "./list.mjs";
import { bands, features } from "./features.mjs";
import { login } from "./login.mjs";

const require = createRequire(new URL("../../web/package.json", import.meta.url));
const { chromium } = require("playwright-core");
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const dir = process.argv[2];
const VIEWS = ["/", "/?scope=", "/next?today=2031-03-10", "/conflicts", "/gaps", "/plans", "/positions", "/pressure",
	"/statements", "/actors", "/actors?by=party", "/articles", "/changes", "/queue", "/reviews", "/add", "/search?q=協議", "/search?q=fund"];

const site = await serve(path.join(dir, "test.db"));
const demo = await serve(path.join(dir, "demo.db"));
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });

// A page that notes what the browser complains of.
async function open(options = {}) {
	const context = await browser.newContext({ locale: "en-GB", ...options });
	const page = await context.newPage();
	page.complaints = [];
	page.on("console", (m) => m.type() === "error" && page.complaints.push(m.text()));
	page.on("pageerror", (e) => page.complaints.push(String(e)));
	page.on("request", (q) => {
		if (!q.url().startsWith("http://127.0.0.1:")) page.complaints.push("outside: " + q.url());
	});
	page.setDefaultTimeout(15000);
	return page;
}

async function accessible(page, what) {
	await page.evaluate(axe);
	const bad = await page.evaluate(async () => (await window.axe.run()).violations
		.filter((v) => v.impact === "serious" || v.impact === "critical")
		.map((v) => v.id + " " + v.nodes.slice(0, 3).map((n) => n.html).join(" | ")));
	check(bad.length === 0, what + ": axe", bad.join("\n"));
}

// All views of a pile, with one of each kind of item.
async function addresses(base) {
	const list = [...VIEWS];
	for (const [layer, to] of [["entries", "/entry/"], ["proposals", "/plan/"]]) {
		const items = await (await fetch(`${base}/api/items/${layer}?limit=3`)).json();
		for (const x of items) list.push(to + x.id);
	}
	const articles = await (await fetch(`${base}/articles`)).text();
	for (const m of [...articles.matchAll(/href="(\/article\/[^"]+)"/g)].slice(0, 3)) list.push(m[1]);
	const position = (await (await fetch(`${base}/api/items/positions?limit=1`)).json())[0];
	if (position) list.push(`/position/${position.issue}`);
	return list;
}

async function entryOf(kind) {
	const list = await (await fetch(`${site.url}/api/items/entries?kind=${kind}`)).json();
	return list[0];
}

await test("open, filter, open an entry, see its words", async () => {
	const page = await open();
	await page.goto(site.url + "/?scope=");
	const all = await page.locator(".entry").count();
	check(all === 3, "three entries: the meeting of both articles is one", all);
	await page.locator(".band[data-shown=entries]").waitFor();
	check(await page.locator(".band rect.shape").count() === 3, "three shapes in the band");
	check(await page.locator(".band .struck").count() === 1, "the cancelled one is struck");
	check(await page.locator("select[name=issue] option[value=none]").count() === 0, "words of no issue are no filter");
	await page.selectOption("select[name=kind]", "meeting");
	await page.click("form.filters button");
	check(await page.locator(".entry").count() === 1, "one meeting");
	check(page.url().includes("kind=meeting"), "the filter is in the address", page.url());
	await page.click(".entry h3 a");
	check(await page.locator(".beside article").count() === 2, "two articles beside the entry");
	const marked = await page.locator(".beside mark").allTextContents();
	check(marked.includes("4 March 2031") && marked.includes("3月4日"), "dates marked", marked);
	check(marked.includes("Midholm") && marked.includes("中島"), "places marked", marked);
	await page.click(".facts cite a >> nth=0");
	check(await page.locator("#here").count() === 1, "the place in the article is marked");
	check(/March|3月/.test(await page.locator("#here").textContent()), "it is the date");
	check(page.complaints.length === 0, "no complaint", page.complaints);
	await page.context().close();
});

await bands(site, open);

await test("correct, reload, still corrected, undo", async () => {
	const page = await open();
	const before = await entryOf("talks");
	await page.goto(`${site.url}/entry/${before.id}`);
	await page.click(".correct summary");
	await page.fill("input[name=from]", "2031-03-14");
	await page.fill("input[name=to]", "2031-03-14");
	await page.selectOption(".correct select[name=status]", "postponed");
	await page.fill("input[name=reason]", "read the note " + "<b>again</b>");
	await page.click(".correct form >> nth=0 >> button");
	await page.waitForURL("**/entry/*");
	check((await page.locator(".facts time").first().textContent()).includes("2031-03-14"), "the new date");
	await page.reload();
	check((await page.locator(".facts time").first().textContent()).includes("2031-03-14"), "still after reload");
	check((await page.locator(".decided").count()) === 2, "both say that they were set by hand");
	check((await page.locator(".facts").textContent()).includes("2031-03-12"), "what the sources say stays");
	check((await page.locator(".history").textContent()).includes("<b>again</b>"), "the reason, as text");
	const after = await entryOf("talks");
	check(after.status === "postponed" && after.from === "2031-03-14", "the record says so", JSON.stringify(after));
	await page.click(".history button");
	await page.waitForURL("**/entry/*");
	check((await page.locator(".facts time").first().textContent()).includes("2031-03-12"), "undone");
	check(JSON.stringify(await entryOf("talks")) === JSON.stringify(before), "the same bytes as before");
	check(page.complaints.length === 0, "no complaint", page.complaints);
	await page.context().close();
});

await test("merge, split, hide; each undone", async () => {
	const page = await open();
	const talks = await entryOf("talks");
	const visit = await entryOf("visit");
	const count = async () => (await (await fetch(`${site.url}/api/items/entries`)).json()).length;
	await page.goto(`${site.url}/entry/${talks.id}`);
	await page.click(".correct summary");
	await page.fill("input[name=other]", `${site.url}/entry/${visit.id}`);
	await page.click("form:has(input[value=join]) button");
	await page.waitForURL("**/entry/*");
	check(await count() === 2, "two entries after merging", await count());
	await page.click(".history button");
	await page.waitForURL("**/entry/*");
	check(await count() === 3, "three after undoing", await count());

	const meeting = await entryOf("meeting");
	await page.goto(`${site.url}/entry/${meeting.id}`);
	await page.click(".correct summary");
	await page.check("input[name=mention] >> nth=0");
	await page.click("form:has(input[value=split]) button");
	await page.waitForURL("**/entry/*");
	check(await count() === 4, "four after splitting", await count());
	await page.goto(`${site.url}/reviews`);
	await page.locator("button", { hasText: "Undo" }).first().click();
	await page.waitForURL("**/reviews");
	check(await count() === 3, "three after undoing in the list", await count());

	await page.goto(`${site.url}/entry/${visit.id}`);
	await page.click(".correct summary");
	await page.click("form:has(input[value=hide]) button");
	await page.waitForURL("**/entry/*");
	check((await entryOf("visit")).scope === "hidden", "hidden");
	await page.click(".history button");
	await page.waitForURL("**/entry/*");
	check((await entryOf("visit")).scope === visit.scope, "shown again");
	await page.context().close();
});

await test("markup of sources, quotes and file names is inert", async () => {
	const page = await open();
	for (const to of ["/?scope=", "/article/gull-1", "/articles", "/search?q=Envoys", "/actors",
		`/entry/${(await entryOf("meeting")).id}`, "/search?q=" + encodeURIComponent("<script>window.pwned=1</script>"),
		"/?actor=" + encodeURIComponent('"><script>window.pwned=1</script>')]) {
		await page.goto(site.url + to);
		check((await page.evaluate(() => window.pwned)) === undefined, "nothing ran: " + to);
		check(await page.locator("main script, main img").count() === 0, "no element of theirs: " + to);
	}
	await page.goto(site.url + "/article/gull-1");
	check((await page.locator(".text").textContent()).includes("<script>window.pwned=1</script>"), "shown as text");
	check(page.complaints.length === 0, "no complaint", page.complaints);
	await page.context().close();
});

await test("add pasted text and a file", async () => {
	const page = await open();
	await page.goto(site.url + "/add");
	await page.fill("textarea", "Pilots of Gullport asked for a longer truce on 9 April 2031.\nThe union agreed.\n");
	await page.fill("input[name=name]", "note <script>window.pwned=1</script>");
	await page.click(".add button");
	check((await page.locator(".result").textContent()).includes("Added"), "added");
	check((await page.evaluate(() => window.pwned)) === undefined, "its name is inert");
	await page.goto(site.url + "/add");
	await page.setInputFiles("input[type=file]", { name: "<img src=x onerror=window.pwned=1>.txt",
		mimeType: "text/plain", buffer: Buffer.from("海峡の水先案内人組合は4月10日、停船を解いた。\n") });
	await page.click(".add button");
	check((await page.locator(".result").textContent()).includes("Added"), "the file is added");
	check((await page.evaluate(() => window.pwned)) === undefined, "the file's name is inert");
	await page.goto(site.url + "/search?q=" + encodeURIComponent("組合"));
	check(await page.locator(".hits li").count() === 1, "found by its words");
	check(await page.locator(".hits mark.hit").count() >= 1, "with the words marked");
	check(page.complaints.length === 0, "no complaint", page.complaints);
	await page.context().close();
});

await test("a change appears without a reload", async () => {
	const page = await open();
	const other = await open();
	await page.goto(site.url + "/articles");
	await page.evaluate(() => (window.stayed = true));
	await other.goto(site.url + "/add");
	await other.fill("textarea", "Ternhaven's council met behind closed doors on 2 May 2031.\nNothing was told.\n");
	await other.fill("input[name=name]", "council.txt");
	await other.click(".add button");
	await page.locator("td", { hasText: "council met behind" }).waitFor({ timeout: 10000 });
	check(await page.evaluate(() => window.stayed), "the new article, in the page that was open");
	check(page.complaints.length === 0, "no complaint", page.complaints);
	await page.context().close();
	await other.context().close();
});

await test("actors by any name", async () => {
	for (const [typed, n] of [["Gullport", 3], ["ウミネコ港", 3], ["GUL", 3], ["Nobody", 0]]) {
		const text = await (await fetch(`${site.url}/?scope=&actor=${encodeURIComponent(typed)}`)).text();
		check(text.split('<li class="entry').length - 1 === n, `actor ${typed}: ${n}`, text.split('<li class="entry').length - 1);
	}
});

for (const [name, base] of [["test", site.url], ["demo", demo.url]])
	await test("all views of " + name, async () => {
		const page = await open();
		const narrow = await open({ viewport: { width: 360, height: 740 }, locale: "ja-JP", colorScheme: "dark" });
		for (const to of await addresses(base)) {
			const answer = await page.goto(base + to);
			check(answer.status() === 200, `${name} ${to}: 200`, answer.status());
			await accessible(page, `${name} ${to}`);
			await narrow.goto(base + to);
			await accessible(narrow, `${name} ${to} Japanese, dark, 360 px`);
			const wide = await narrow.evaluate(() => document.documentElement.scrollWidth - innerWidth);
			check(wide <= 0, `${name} ${to}: fits 360 px`, wide);
			check((await narrow.evaluate(() => document.documentElement.lang)) === "ja", `${to}: Japanese`);
		}
		check(page.complaints.length === 0, name + ": no complaint", page.complaints.join("\n"));
		check(narrow.complaints.length === 0, name + ": no complaint at 360 px", narrow.complaints.join("\n"));
		await page.context().close();
		await narrow.context().close();
	});

await test("dark colours have contrast", async () => {
	const page = await open({ colorScheme: "dark" });
	const entry = await entryOf("meeting");
	for (const to of ["/?scope=", `/entry/${entry.id}`, "/article/gull-1", "/add"]) {
		await page.goto(site.url + to);
		await page.evaluate(axe);
		const bad = await page.evaluate(async () => (await window.axe.run()).violations
			.filter((v) => v.impact === "serious" || v.impact === "critical")
			.map((v) => v.id + " " + v.nodes.slice(0, 3).map((n) => n.html).join(" | ")));
		check(bad.length === 0, `dark ${to}: axe`, bad.join("\n"));
	}
	await page.context().close();
});

await test("without script", async () => {
	const page = await open({ javaScriptEnabled: false });
	for (const to of await addresses(site.url)) {
		const answer = await page.goto(site.url + to);
		check(answer.status() === 200 && (await page.locator("main h1").count()) === 1, "no script: " + to);
	}
	await page.goto(site.url + "/?scope=");
	check(await page.locator(".band svg a rect").count() >= 3, "a band drawn by the server");
	check(await page.locator(".band .tools:visible").count() === 0, "without tools that would do nothing");
	await page.fill("input[name=from]", "2031-03-10");
	await page.click("form.filters button");
	const every = await (await fetch(`${site.url}/api/items/entries`)).json();
	const late = every.filter((e) => e.to >= "2031-03-10" || (!e.to && e.from));
	const shown = await page.locator(".entry").count();
	check(shown === late.length && shown >= 2 && shown < every.length, "filtered by date", `${shown} of ${late.length}, ${every.length} in all`);
	await page.context().close();
});

await test("by keyboard alone", async () => {
	const page = await open();
	await page.goto(site.url + "/?scope=");
	await page.keyboard.press("Tab");
	check((await page.evaluate(() => document.activeElement.className)) === "skip", "first to the content");
	await page.keyboard.press("Enter");
	await page.keyboard.press("j");
	await page.keyboard.press("j");
	const second = page.locator(".entry h3 a").nth(1);
	check(await second.evaluate((x) => x === document.activeElement), "j goes to the second entry");
	await page.keyboard.press("Enter");
	await page.waitForURL("**/entry/*");
	await page.keyboard.press("/");
	check((await page.evaluate(() => document.activeElement.name)) === "q", "/ goes to the search");
	await page.keyboard.type("Midholm");
	await page.keyboard.press("Enter");
	await page.waitForURL("**/search*");
	check(await page.locator(".hits li").count() === 1, "found by keyboard");
	await page.context().close();
});

await test("languages", async () => {
	const page = await open();
	await page.goto(site.url + "/?scope=&kind=meeting");
	await page.click(".langs a >> nth=0");
	check((await page.evaluate(() => document.documentElement.lang)) === "ja", "Japanese by the switch");
	check(page.url().includes("kind=meeting"), "the filter stays", page.url());
	await page.goto(site.url + "/gaps");
	check((await page.locator("h1").textContent()) === "不明点", "it is remembered");
	await page.context().close();
});

await features(site, demo, open, await addresses(demo.url));
const long = await serve(path.join(dir, "long.db"));
await list(long, open);
check(await long.stop() === 0, "ended well");
await login(dir, open);

await browser.close();
await test("attacks", () => attacks(site));
check(site.alive() && demo.alive(), "the servers go on");
check(await site.stop() === 0, "ended well");
check(await demo.stop() === 0, "ended well");
finish();
