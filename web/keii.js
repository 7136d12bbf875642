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
