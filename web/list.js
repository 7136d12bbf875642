// list.js - the whole chronology in one page, however long.
//
// The server sends the first rows in blocks, and a pager. Script takes the
// pager away and puts an empty block in place of each that is not there, as
// high as its rows would be; a block is fetched when it comes near what is
// seen, and emptied when it is far from it. So the page never holds more than
// some hundred rows, and the scroll bar tells the truth. Where the reader was
// is kept with the address: going back leads there.
//
//   start -> frame (empty blocks) -> watch -> fill / empty

const NEAR = 1200; // pixels from what is seen: fetch
const FAR = 8000; // empty
const MOST = 200000; // rows; browsers draw nothing beyond some million pixels

let state; // of the list that is shown, or null

const query = (more) => {
	const p = new URLSearchParams(location.search);
	p.delete("offset");
	for (const [k, v] of Object.entries(more)) p.set(k, v);
	return p.toString();
};

function estimate(s) {
	const full = s.blocks.filter((b) => b.dataset.full);
	const sum = full.reduce((n, b) => n + b.offsetHeight, 0);
	return sum ? sum / full.length : 75 * s.size;
}

// What is seen stays where it is when a block above it grows or shrinks.
// (Browsers have an anchor of their own, not all, and not beside blocks that
// come and go; keii.css switches it off.)
function change(b, how) {
	const before = b.getBoundingClientRect();
	how();
	if (before.top < 0 && before.bottom < innerHeight / 2) scrollBy(0, b.offsetHeight - before.height);
}

// An empty one is as high as it was, or as others are on the average.
function empty(b, s) {
	b.style.blockSize = `${b.dataset.full ? b.offsetHeight : s.height}px`;
	b.classList.add("away");
	delete b.dataset.full;
	b.replaceChildren();
}

async function fill(b, s) {
	if (b.dataset.full || b.dataset.asked) return;
	b.dataset.asked = "1";
	try {
		const answer = await fetch("/rows?" + query({ offset: b.dataset.at }), { signal: s.stop.signal });
		const page = new DOMParser().parseFromString(await answer.text(), "text/html");
		const rows = page.querySelector(".block");
		if (!answer.ok || !rows || s !== state) return;
		change(b, () => {
			b.replaceChildren(...rows.childNodes);
			b.style.blockSize = "";
			b.classList.remove("away");
		});
		b.dataset.full = "1";
	} catch {
		// the server has ended, or the list: it stays empty
	} finally {
		delete b.dataset.asked;
	}
}

function watch(s) {
	s.near = new IntersectionObserver((list) => list.forEach((x) => x.isIntersecting && fill(x.target, s)),
		{ rootMargin: `${NEAR}px 0px` });
	s.far = new IntersectionObserver((list) => list.forEach((x) => {
		const b = x.target;
		if (!x.isIntersecting && b.dataset.full && !b.contains(document.activeElement)) empty(b, s);
	}), { rootMargin: `${FAR}px 0px` });
	for (const b of s.blocks) {
		s.near.observe(b);
		s.far.observe(b);
	}
}

// A block for each place of the list; those that the server sent stay.
function frame(s) {
	const there = new Map(s.blocks.map((b) => [Number(b.dataset.at), b]));
	const all = document.createDocumentFragment();
	s.blocks.forEach((b) => (b.dataset.full = "1"));
	s.height = estimate(s);
	s.blocks = [];
	for (let at = 0; at < s.count; at += s.size) {
		let b = there.get(at);
		if (!b) {
			b = document.createElement("div");
			b.className = "block";
			b.dataset.at = at;
			empty(b, s);
			const rows = Math.min(s.size, s.count - at);
			b.style.blockSize = `${(s.height * rows) / s.size}px`;
		}
		s.blocks.push(b);
		all.append(b);
	}
	s.rows.replaceChildren(all);
	s.rows.classList.add("whole");
}

// The first block that is seen, and how far it is scrolled out.
function place(s) {
	const b = s.blocks.find((x) => x.getBoundingClientRect().bottom > 0);
	return b && { at: Number(b.dataset.at), by: -b.getBoundingClientRect().top };
}

async function go(s, to) {
	const b = s.blocks.find((x) => Number(x.dataset.at) === to.at);
	if (!b) return;
	b.scrollIntoView();
	await fill(b, s);
	if (s !== state) return;
	b.scrollIntoView();
	scrollBy(0, to.by);
}

// What is shown is asked for again; where the reader is stays.
async function again(s) {
	const { count } = await (await fetch("/api/count?" + query({}))).json();
	if (s !== state) return;
	if (Math.ceil(count / s.size) !== s.blocks.length) {
		const to = place(s);
		s.count = count;
		s.near.disconnect();
		s.far.disconnect();
		frame(s);
		watch(s);
		if (to) await go(s, to);
	}
	await Promise.all(s.blocks.filter((b) => b.dataset.full).map((b) => {
		delete b.dataset.full;
		return fill(b, s);
	}));
}

async function start() {
	const rows = document.querySelector("#rows");
	const pager = document.querySelector("main .pager");
	state?.stop.abort();
	state?.near?.disconnect();
	state?.far?.disconnect();
	state = null;
	if (!rows || !pager) return;
	const { count, block } = await (await fetch("/api/count?" + query({}))).json();
	const blocks = [...rows.children];
	if (count > MOST || Number(blocks[0].dataset.at) % block) return;
	const to = history.state?.list;
	const first = Number(blocks[0].dataset.at);
	const s = (state = { rows, count, size: block, blocks, stop: new AbortController() });
	pager.hidden = true;
	history.scrollRestoration = "manual";
	frame(s);
	if (to) await go(s, to);
	else if (first) rows.querySelector(`[data-at="${first}"]`).scrollIntoView();
	if (s === state) watch(s);
}

// True: the list is shown, and renews itself.
export function renew() {
	if (!state || !state.rows.isConnected) return false;
	again(state).catch(() => {});
	return true;
}

addEventListener("pagehide", () => {
	if (state) history.replaceState({ ...history.state, list: place(state) }, "");
});

const begin = () => start().catch(() => {}); // the pager stays
document.addEventListener("keii:main", begin);
begin();
