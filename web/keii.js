// keii.js - what script adds; every page can be read without it.
//
// j and k go through the entries, / to the search, o opens. Beside an entry,
// each article is scrolled to its first marked word.

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
const busy = () =>
	document.querySelector("main details[open]") ||
	document.activeElement?.closest("main input, main textarea, main select");

async function refresh(version) {
	const answer = await fetch(location.href, { headers: { "X-Keii-Live": "1" } });
	const page = new DOMParser().parseFromString(await answer.text(), "text/html");
	const now = page.querySelector("main");
	const main = document.querySelector("main");
	if (!now || busy()) return;
	document.documentElement.dataset.version = version;
	if (now.innerHTML !== main.innerHTML) main.replaceWith(document.adoptNode(now));
}

const watching = setInterval(async () => {
	if (document.hidden || busy()) return;
	try {
		const { version } = await (await fetch("/api/state")).json();
		if (version !== document.documentElement.dataset.version) await refresh(version);
	} catch {
		clearInterval(watching); // the server has ended
	}
}, 2000);
