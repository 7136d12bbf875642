// list.mjs - a chronology of 3,000 entries: one page, some hundred rows at a time.
import { check, test } from "./case.mjs";

const MOST_ROWS = 900;

const ids = (page) => page.locator(".entry h3 a").evaluateAll((list) => list.map((a) => a.getAttribute("href").slice(7)));

async function all(site) {
	const list = [];
	for (let offset = 0; ; offset += 1000) {
		const part = await (await fetch(`${site.url}/api/items/entries?scope=core&limit=1000&offset=${offset}`)).json();
		list.push(...part.map((x) => x.id));
		if (part.length < 1000) return list;
	}
}

// The page's CSP allows no waitForFunction.
// The row at the middle of the window, or the first below it: a heading of a
// year or the gap between two rows may stand there. Waits until there is one.
const middleRow = (page) => page.evaluateHandle(async () => {
	for (let i = 0; i < 300; i++) {
		for (let y = innerHeight / 2; y < innerHeight; y += 20) {
			const row = document.elementFromPoint(innerWidth / 2, y)?.closest(".entry");
			if (row) return row.querySelector("h3 a");
		}
		await new Promise((r) => requestAnimationFrame(r));
	}
	return null;
});

// Scrolls through and notes each row once.
async function walk(page) {
	return page.evaluate(async () => {
		const seen = new Map();
		const frame = () => new Promise((r) => requestAnimationFrame(r));
		let rows = 0;
		for (const b of document.querySelectorAll("#rows .block")) {
			b.scrollIntoView();
			for (let i = 0; i < 300 && !b.querySelector(".entry"); i++) await frame();
			seen.set(b.dataset.at, {
				ids: [...b.querySelectorAll(".entry h3 a")].map((a) => a.getAttribute("href").slice(7)),
				months: [...b.querySelectorAll(".month")].map((h) => h.textContent),
			});
			rows = Math.max(rows, document.querySelectorAll(".entry").length);
		}
		return { blocks: [...seen.values()], rows };
	});
}

async function whole(site, open) {
	const page = await open();
	await page.goto(site.url + "/");
	await page.locator("#rows.whole").waitFor();
	check(await page.locator(".pager").isHidden(), "no pager beside the whole list");
	const { blocks, rows } = await walk(page);
	const want = await all(site);
	const got = blocks.flatMap((b) => b.ids);
	check(want.length > 2900 && JSON.stringify(got) === JSON.stringify(want), "every entry once, in order", `${got.length} of ${want.length}`);
	const months = blocks.flatMap((b) => b.months);
	check(new Set(months).size === months.length, "each month has one heading", months.find((m, i) => months.indexOf(m) !== i));
	check(rows <= MOST_ROWS, `at most ${MOST_ROWS} rows at a time`, rows);
	check(page.complaints.length === 0, "no complaint", page.complaints);
	await page.context().close();
}

async function back(site, open) {
	const page = await open();
	await page.goto(site.url + "/");
	await page.locator("#rows.whole").waitFor();
	await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight * 0.6));
	const link = await middleRow(page);
	const href = await link.getAttribute("href");
	await page.waitForTimeout(300);
	await link.click();
	await page.waitForURL("**/entry/*");
	await page.goBack();
	await page.locator("#rows.whole").waitFor();
	await page.waitForTimeout(500);
	const at = await page.evaluate((h) => document.querySelector(`.entry a[href="${h}"]`)?.getBoundingClientRect().top, href);
	check(at > 0 && at < (await page.evaluate(() => innerHeight)), "going back leads to the same place", at);
	await page.context().close();
}

async function deep(site, open) {
	const page = await open();
	await page.goto(site.url + "/?offset=2000");
	const first = (await all(site))[2000]; // the page may have filled rows before it already
	await page.locator("#rows.whole").waitFor();
	await page.waitForTimeout(300);
	const top = await page.evaluate((h) => document.querySelector(`.entry a[href="/entry/${h}"]`)?.getBoundingClientRect().top, first);
	check(top >= 0 && top < 300, "an address with an offset opens there", top);
	await page.evaluate(() => scrollBy(0, -1500));
	const list = await all(site);
	const above = (await (await middleRow(page)).getAttribute("href")).slice(7);
	check(list.indexOf(above) < 2000 && list.indexOf(above) > 1900, "what stands before is above", list.indexOf(above));
	await page.context().close();
	const still = await open({ javaScriptEnabled: false });
	await still.goto(site.url + "/");
	await still.locator(".pager a").last().click();
	await still.waitForURL(/offset=200/);
	check((await ids(still))[0] === list[200], "without script: the next page");
	await still.context().close();
}

async function keys(site, open) {
	const page = await open();
	await page.goto(site.url + "/");
	await page.locator("#rows.whole").waitFor();
	const want = await all(site);
	const where = () => page.evaluate(() => document.activeElement.getAttribute("href")?.slice(7));
	let at;
	for (let i = 0; i < 400 && at !== want[259]; i++) {
		await page.keyboard.press("j");
		at = await where();
	}
	check(at === want[259], "j goes on beyond what the server sent first", want.indexOf(at));
	await page.context().close();
}

export async function list(site, open) {
	await test("whole", () => whole(site, open));
	await test("back", () => back(site, open));
	await test("deep", () => deep(site, open));
	await test("keys", () => keys(site, open));
}
