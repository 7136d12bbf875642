// keii.js - what script adds; every page can be read without it.
//
// j and k go through the entries, / to the search, o opens. Beside an entry,
// each article is scrolled to its first marked word.

import { renew } from "./list.js";

// The band is drawn anew by a module of its own.
const drawBand = () => document.querySelector("figure.band") && import("./band.js").then((x) => x.band()).catch(() => {});
drawBand();
document.addEventListener("keii:main", drawBand);

const typing = (e) => e.target.closest("input, textarea, select");

function step(by) {
	const links = [...document.querySelectorAll(".entry h3 a")];
	if (!links.length) return;
	const at = links.indexOf(document.activeElement);
	const next = links[Math.min(links.length - 1, Math.max(0, at + by))];
	next.focus();
	next.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (e) => {
	if (typing(e) || e.ctrlKey || e.metaKey || e.altKey) return;
	if (e.key === "j") step(1);
	else if (e.key === "k") step(-1);
	else if (e.key === "/") {
		e.preventDefault();
		document.querySelector(".find input").focus();
	}
});

for (const text of document.querySelectorAll(".beside .text")) {
	const mark = text.querySelector("mark.m-event") || text.querySelector("mark");
	if (mark) text.scrollTop = mark.offsetTop - text.offsetTop - text.clientHeight / 3;
}

// The other language, with the same filters.
for (const a of document.querySelectorAll(".langs a")) {
	const here = new URL(location.href);
	here.searchParams.set("lang", a.hreflang);
	a.href = here.search;
}

// Empty filters stay out of the address, so that it can be passed on.
for (const form of document.querySelectorAll("form.filters"))
	form.addEventListener("submit", () => {
		for (const field of form.elements)
			if (!field.value && field.name && field.name !== "scope") field.disabled = true;
	});
window.addEventListener("pageshow", () => {
	for (const field of document.querySelectorAll("form.filters :disabled")) field.disabled = false;
});

// What others change in the store appears without a reload; never under the
// hands of somebody who fills in a form.
const html = document.documentElement;
// The answer to a form: asked for again it would be another page.
const still = () => html.dataset.still !== undefined;
const busy = () =>
	document.querySelector("main details.correct[open]") ||
	document.activeElement?.closest("main input, main textarea, main select");
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

// Links and fields of the new page that stand where the focus stood.
function placeOf(element) {
	if (!element?.closest("main")) return null;
	const all = [...document.querySelectorAll("main a, main button, main summary")];
	const key = element.getAttribute("href");
	return { key, at: all.indexOf(element) };
}
function focusAgain(place) {
	if (!place) return;
	const all = [...document.querySelectorAll("main a, main button, main summary")];
	const same = place.key && all.find((x) => x.getAttribute("href") === place.key);
	(same || all[place.at])?.focus({ preventScroll: true });
}

async function refresh() {
	const answer = await fetch(location.href, { headers: { "X-Keii-Live": "1" } });
	const page = new DOMParser().parseFromString(await answer.text(), "text/html");
	const now = page.querySelector("main");
	const main = document.querySelector("main");
	if (!now || busy() || still()) return;
	if (now.querySelector("[data-unfinished]")) {
		await sleep(1000);
		return refresh();
	}
	html.dataset.version = page.documentElement.dataset.version;
	if (now.innerHTML === main.innerHTML) return;
	if (renew()) {
		drawBand();
		return;
	}
	const place = placeOf(document.activeElement);
	const open = [...main.querySelectorAll("details")].map((d) => d.open);
	main.replaceWith(document.adoptNode(now));
	if (open.length) document.querySelectorAll("main details").forEach((d, i) => (d.open = open[i] ?? d.open));
	focusAgain(place);
	document.dispatchEvent(new Event("keii:main"));
}

// The newest version told; taken up as soon as the reader's hands are free.
let told = html.dataset.version;
let working = false;
async function takeUp() {
	if (working) return;
	working = true;
	try {
		while (told !== html.dataset.version && !still()) {
			if (busy() || document.hidden) await sleep(500);
			else {
				const wanted = told;
				await refresh();
				if (html.dataset.version !== wanted) await sleep(500);
			}
		}
	} catch {
		// the server has ended; the stream tells when it is back
	}
	working = false;
}

// A browser gives all pages of one server six connections: a hidden one lets
// its stream go. Where the server has no stream left, it is asked instead.
let stream = null;
function listen() {
	if (document.hidden) {
		stream?.close();
		stream = null;
		return;
	}
	if (stream || still()) return;
	stream = new EventSource("/api/events");
	stream.addEventListener("version", (e) => {
		told = e.data;
		takeUp();
	});
	stream.addEventListener("error", async () => {
		if (stream?.readyState !== EventSource.CLOSED) return;
		stream = null;
		await sleep(5000);
		if (document.hidden || stream) return;
		try {
			told = (await (await fetch("/api/state")).json()).version;
			takeUp();
		} catch {
			// not there; the next attempt tells
		}
		listen();
	});
}
document.addEventListener("visibilitychange", listen);
window.addEventListener("pagehide", () => {
	stream?.close();
	stream = null;
});
window.addEventListener("pageshow", listen);

// ---- adding: files are dropped anywhere on the form; what is going on is told
document.addEventListener("dragover", (e) => {
	const form = e.target.closest?.("form.add");
	if (!form) return;
	e.preventDefault();
	form.classList.add("over");
});
document.addEventListener("dragleave", (e) => e.target.closest?.("form.add")?.classList.remove("over"));
document.addEventListener("drop", (e) => {
	const form = e.target.closest?.("form.add");
	if (!form?.elements.file) return;
	e.preventDefault();
	form.classList.remove("over");
	if (e.dataTransfer.files.length) form.elements.file.files = e.dataTransfer.files;
});

// What an addition changed, below its result.
async function inline(link) {
	const answer = await fetch(link.href, { headers: { "X-Keii-Live": "1" } });
	const page = new DOMParser().parseFromString(await answer.text(), "text/html");
	if (page.querySelector("[data-unfinished]")) {
		await sleep(700);
		return inline(link);
	}
	const parts = page.querySelectorAll("section.changes");
	if (link.isConnected) link.parentElement.after(...[...parts].map((x) => document.adoptNode(x)));
}
const inlineAll = () => document.querySelectorAll("a[data-inline]").forEach((a) => inline(a).catch(() => {}));
inlineAll();

document.addEventListener("submit", (e) => {
	const form = e.target.closest("form.add[data-sending]");
	if (!form) return;
	e.preventDefault();
	const says = form.querySelector(".progress");
	const bar = document.createElement("progress");
	const q = new XMLHttpRequest();
	form.querySelector("button").disabled = true;
	html.dataset.still = ""; // no refresh may take the result away
	stream?.close();
	stream = null;
	says.replaceChildren(form.dataset.sending, " ", bar);
	q.upload.addEventListener("progress", (p) => {
		if (!p.lengthComputable) return;
		bar.max = p.total;
		bar.value = p.loaded;
	});
	q.upload.addEventListener("load", () => {
		bar.removeAttribute("value");
		says.replaceChildren(form.dataset.reading, " ", bar);
	});
	q.addEventListener("load", () => {
		const page = new DOMParser().parseFromString(q.responseText, "text/html");
		const now = page.querySelector("main");
		if (now) document.querySelector("main").replaceWith(document.adoptNode(now));
		document.querySelector("main").focus();
		inlineAll();
	});
	q.addEventListener("error", () => {
		form.querySelector("button").disabled = false;
		says.textContent = form.dataset.failed;
		delete html.dataset.still;
		listen();
	});
	q.open("POST", form.action);
	q.send(new FormData(form));
});
