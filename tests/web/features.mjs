// features.mjs - what pages do beyond being read: changes, judging, drawings.
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

export async function features(site, demo, open) {
	await test("changes", () => changes(site, open));
	await test("queue", () => queue(site, demo, open));
	await test("net", () => net(demo, open));
}
