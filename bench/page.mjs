// page.mjs URL - the timeline in Debian's chromium: when it is first painted,
// and how many frames a second while it is scrolled. One line of JSON.
import { createRequire } from "node:module";

const require = createRequire(new URL("../web/package.json", import.meta.url));
const { chromium } = require("playwright-core");

const url = process.argv[2];
const rounds = Number(process.env.ROUNDS || 7);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox"] });
const middle = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];

// From asking to the first paint with content, the largest, and the whole.
async function paint(to) {
	const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
	const page = await context.newPage();
	await page.goto(url + to);
	const t = await page.evaluate(() => new Promise((resolve) => {
		const end = () => {
			const first = performance.getEntriesByName("first-contentful-paint")[0];
			const nav = performance.getEntriesByType("navigation")[0];
			if (!first || !nav.loadEventEnd) return setTimeout(end, 20);
			resolve({ paint: first.startTime, server: nav.responseStart - nav.requestStart, load: nav.loadEventEnd });
		};
		end();
	}));
	await context.close();
	return t;
}

// Frames while script scrolls `speed` pixels a second for `seconds`.
const scroll = (page, speed, seconds) => page.evaluate(([speed, seconds]) => new Promise((resolve) => {
	const gaps = [];
	const began = performance.now();
	let last = began;
	const top = scrollY;
	const step = (now) => {
		gaps.push(now - last);
		last = now;
		scrollTo(0, top + ((now - began) / 1000) * speed);
		if (now - began < seconds * 1000) return requestAnimationFrame(step);
		gaps.sort((a, b) => a - b);
		resolve({ fps: (gaps.length / (now - began)) * 1000, slow: gaps[Math.floor(gaps.length * 0.99)], worst: gaps.at(-1),
			away: scrollY - top, rows: document.querySelectorAll(".entry").length });
	};
	requestAnimationFrame(step);
}), [speed, seconds]);

const paints = [];
const floors = []; // some bytes of text: what the browser itself takes
await paint("/"); // its first page warms it up
for (let i = 0; i < rounds; i++) {
	floors.push(await paint("/api/state"));
	paints.push(await paint("/"));
}
const out = { floor: middle(floors.map((x) => x.paint)), paint: middle(paints.map((x) => x.paint)), server: middle(paints.map((x) => x.server)), load: middle(paints.map((x) => x.load)) };

const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
await page.goto(url + "/?scope=core");
await page.locator("#rows.whole").waitFor();
out.height = await page.evaluate(() => document.documentElement.scrollHeight);
out.read = await scroll(page, 1500, 4); // a wheel turned steadily
out.fling = await scroll(page, 20000, 4);
// from end to end by the bar, in leaps: how long until rows stand there
const leaps = [];
for (let i = 1; i <= 8; i++) {
	leaps.push(await page.evaluate((part) => new Promise((resolve) => {
		const began = performance.now();
		scrollTo(0, document.documentElement.scrollHeight * part - innerHeight);
		const look = () => {
			const at = document.elementFromPoint(innerWidth / 2, innerHeight / 2);
			if (at && at.closest(".entry, .month")) return resolve(performance.now() - began);
			requestAnimationFrame(look);
		};
		requestAnimationFrame(look);
	}), i / 8));
}
out.leap = middle(leaps);
out.leap_worst = Math.max(...leaps);
out.heap = await page.evaluate(() => performance.memory?.usedJSHeapSize / 1e6);
out.nodes = await page.evaluate(() => document.querySelectorAll("*").length);
console.log(JSON.stringify(out));
await browser.close();
