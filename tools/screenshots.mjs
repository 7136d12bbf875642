// screenshots.mjs STORE FOLDER - each view of the demonstration pile as a small
// WebP picture, for docs/. KEII, CHROMIUM: the programs.
import { createRequire } from "node:module";
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

const require = createRequire(new URL("../web/package.json", import.meta.url));
const { chromium } = require("playwright-core");
const [store, folder] = process.argv.slice(2);
const QUALITY = 0.72;

const child = spawn(process.env.KEII, ["--store", store, "--quiet", "serve", "--port", "0"]);
const url = await new Promise((r) => child.stdout.once("data", (d) => r(String(d).trim().replace(/\/$/, ""))));
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
const items = async (layer, rest = "") => (await fetch(`${url}/api/items/${layer}?limit=200${rest}`)).json();

// Chromium makes the WebP: no other program is needed.
const press = await browser.newPage();
async function keep(name, png) {
	const data = await press.evaluate(async ([bytes, quality]) => {
		const image = new Image();
		image.src = "data:image/png;base64," + bytes;
		await image.decode();
		const canvas = document.createElement("canvas");
		canvas.width = image.width;
		canvas.height = image.height;
		canvas.getContext("2d").drawImage(image, 0, 0);
		return canvas.toDataURL("image/webp", quality).split(",")[1];
	}, [png.toString("base64"), QUALITY]);
	fs.writeFileSync(path.join(folder, name + ".webp"), Buffer.from(data, "base64"));
}

async function shoot(name, to, { lang = "en", width = 1100, height = 760, dark = false } = {}) {
	const context = await browser.newContext({ viewport: { width, height }, locale: lang === "ja" ? "ja-JP" : "en-GB",
		colorScheme: dark ? "dark" : "light" });
	const page = await context.newPage();
	await page.goto(url + to);
	for (let i = 0; i < 20 && (await page.locator("[data-unfinished]").count()); i++) await page.waitForTimeout(500);
	await page.waitForTimeout(400);
	await keep(name, await page.screenshot());
	await context.close();
}

fs.mkdirSync(folder, { recursive: true });
const meeting = (await items("entries", "&kind=meeting")).sort((a, b) => b.sources - a.sources)[0];
const plan = (await items("proposals"))[0];
const position = (await items("positions"))[0];
const article = meeting.mentions[0].article;
await shoot("timeline", "/");
await shoot("timeline-ja", "/", { lang: "ja" });
await shoot("timeline-dark", "/", { dark: true });
await shoot("timeline-360", "/", { lang: "ja", width: 360, height: 700 });
await shoot("entry", "/entry/" + meeting.id);
await shoot("article-ja", "/article/" + article, { lang: "ja" });
await shoot("plan", "/plan/" + plan.id);
await shoot("position", "/position/" + position.issue);
for (const view of ["conflicts", "gaps", "pressure", "plans", "positions", "statements", "actors", "articles", "changes", "queue", "reviews", "add"])
	await shoot(view, "/" + view);
await shoot("next", "/next?today=2031-03-01");
await shoot("search-ja", "/search?q=" + encodeURIComponent("水先料"), { lang: "ja" });
await browser.close();
child.kill("SIGTERM");
