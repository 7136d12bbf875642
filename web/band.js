// band.js - all entries over time: zoom, move, choose a range for the list.
//
// The server draws the rows of its page; this draws what the filters leave, in
// lanes by kind or by party: each entry when few are seen, else bars that
// count by week. From and to of the filter are shown as a shade, never cut.

const NS = "http://www.w3.org/2000/svg";
const DAY = 86400000;
const LEFT = 112;
const TOP = 18;
const ROW = 12; // of one entry
const BARS = 30; // height of a lane that counts
const MOST_SHAPES = 500;
const MOST_LANES = 12;
const HOLLOW = new Set(["planned", "proposed", "postponed", "hypothetical"]);

const view = { from: null, to: null, whole: true, lanes: "kinds" }; // outlives a swap of the page
try {
	view.lanes = localStorage.getItem("keii.lanes") === "parties" ? "parties" : "kinds";
} catch {
	// no storage: by kind
}

const iso = (day) => new Date(day * DAY).toISOString().slice(0, 10);
const dayOf = (text) => (/^\d{4}-\d\d-\d\d$/.test(text || "") ? Date.parse(text) / DAY : null);

function el(name, attributes = {}, text = "") {
	const x = document.createElementNS(NS, name);
	for (const [k, v] of Object.entries(attributes)) x.setAttribute(k, v);
	if (text) x.textContent = text;
	return x;
}

async function load() {
	const q = new URLSearchParams(location.search);
	for (const name of ["from", "to", "offset", "lang"]) q.delete(name);
	if (!q.has("scope")) q.set("scope", "core");
	for (let wait = 200; ; wait = Math.min(2000, wait * 2)) {
		const answer = await fetch("/api/band?" + q);
		if (answer.status === 200) return answer.json();
		if (answer.status !== 202) throw new Error(String(answer.status));
		await new Promise((done) => setTimeout(done, wait));
	}
}

// Marks as objects; days count from 1970.
function read(data) {
	const first = dayOf(data.first);
	return data.marks.map(([id, from, to, kind, status, vague, parties, label]) => ({
		id, from: first + from, to: first + to, kind, status: data.statuses[status], vague, parties, label,
	}));
}

// ---- lanes
function lanesOf(data, marks) {
	const names = data[view.lanes];
	const of = view.lanes === "kinds" ? (m) => [m.kind] : (m) => m.parties;
	const count = new Map();
	for (const m of marks) for (const i of of(m)) count.set(i, (count.get(i) || 0) + 1);
	const order = [...count.keys()].sort((a, b) => count.get(b) - count.get(a) || a - b);
	const shown = order.length > MOST_LANES ? order.slice(0, MOST_LANES - 1) : order;
	const lanes = shown.map((i) => ({ name: names[i][1] || names[i][0] || "?", marks: [] }));
	const at = new Map(shown.map((i, k) => [i, k]));
	if (shown.length < order.length || !lanes.length) lanes.push({ name: "\u2026", marks: [] });
	for (const m of marks) {
		const to = new Set(of(m).map((i) => at.get(i) ?? lanes.length - 1));
		for (const k of to) lanes[k].marks.push(m);
	}
	return lanes;
}

// ---- drawing
function ticks(svg, s, height) {
	const days = s.to - s.from;
	const months = days / 30.4;
	const fit = Math.max(2, Math.floor((s.width - LEFT) / 78));
	let step = Math.ceil(months / fit);
	let when = [];
	if (months < 2.5) {
		step = Math.max(1, Math.ceil(days / fit));
		for (let d = Math.ceil(s.from); d <= s.to; d += step) when.push(d);
	} else {
		step = step <= 1 ? 1 : step <= 3 ? 3 : step <= 6 ? 6 : 12 * Math.ceil(step / 12);
		const c = new Date(s.from * DAY);
		const begin = c.getUTCFullYear() * 12 + c.getUTCMonth();
		for (let m = Math.ceil(begin / step) * step; ; m += step) {
			const d = Date.UTC(Math.floor(m / 12), m % 12, 1) / DAY;
			if (d > s.to) break;
			if (d >= s.from) when.push(d);
		}
	}
	for (const d of when) {
		const x = s.x(d).toFixed(1);
		svg.append(el("line", { class: "grid", x1: x, x2: x, y1: TOP - 4, y2: height }));
		svg.append(el("text", { x: +x + 3, y: 11 }, months < 2.5 ? iso(d) : iso(d).slice(0, 7)));
	}
}

function shape(m, s, y) {
	const x1 = s.x(m.from);
	const x2 = s.x(m.to + 1);
	const width = Math.max(7, x2 - x1);
	const x = x2 - x1 < 7 ? (x1 + x2) / 2 - 3.5 : x1;
	const when = m.from === m.to ? iso(m.from) : `${iso(m.from)} \u2013 ${iso(m.to)}`;
	const a = el("a", { href: "/entry/" + encodeURIComponent(m.id), class: "b-" + m.status[0], tabindex: -1 });
	a.append(el("title", {}, [when, m.label, m.status[1]].filter(Boolean).join(" \u00b7 ")));
	a.append(el("rect", { class: m.vague ? "shape vague" : HOLLOW.has(m.status[0]) ? "shape hollow" : "shape",
		x: x.toFixed(1), y, width: width.toFixed(1), height: 8, rx: 4 }));
	if (m.status[0] === "cancelled" || m.status[0] === "denied")
		a.append(el("line", { class: "struck", x1: (x - 3).toFixed(1), x2: (x + width + 3).toFixed(1), y1: y + 4, y2: y + 4 }));
	return a;
}

// Entries that would touch stand in rows below one another.
function pack(lane, s) {
	const ends = [];
	return lane.marks.map((m) => {
		const x1 = s.x(m.from) - 2;
		let row = ends.findIndex((end) => end <= x1);
		if (row < 0) row = ends.length < 6 ? ends.length : 5;
		ends[row] = Math.max(s.x(m.to + 1), x1 + 9) + 2;
		return row;
	});
}

function bars(lane, s, most, y, word) {
	const out = [];
	for (const [week, n] of lane.weeks) {
		const x1 = s.x(week);
		const height = Math.max(2, (BARS - 6) * Math.sqrt(n / most));
		const r = el("rect", { class: "bar", x: x1.toFixed(1), y: (y + BARS - 2 - height).toFixed(1),
			width: Math.max(1.5, s.x(week + s.unit) - x1 - 1).toFixed(1), height: height.toFixed(1) });
		r.append(el("title", {}, `${word} ${iso(week)}: ${n}`));
		out.push(r);
	}
	return out;
}

// Monday begins a week; 1970-01-01 was a Thursday.
function countWeeks(lanes, s) {
	let most = 1;
	for (const lane of lanes) {
		const weeks = new Map();
		for (const m of lane.marks) {
			const at = Math.floor((m.from + 3) / s.unit) * s.unit - 3;
			weeks.set(at, (weeks.get(at) || 0) + 1);
		}
		lane.weeks = [...weeks].sort((a, b) => a[0] - b[0]);
		for (const [, n] of weeks) most = Math.max(most, n);
	}
	return most;
}

function draw(b) {
	const width = Math.max(320, b.plot.clientWidth || 960);
	const s = { from: view.from, to: view.to, width, unit: view.to - view.from > 365 * 8 ? 28 : 7 };
	s.x = (d) => LEFT + ((width - LEFT - 8) * (d - s.from)) / (s.to - s.from);
	const seen = b.marks.filter((m) => m.to >= s.from && m.from <= s.to);
	const lanes = lanesOf(b.data, seen);
	const dense = seen.length > MOST_SHAPES;
	const most = dense ? countWeeks(lanes, s) : 0;
	let y = TOP;
	const body = [];
	for (const lane of lanes) {
		const rows = dense ? [] : pack(lane, s);
		const height = dense ? BARS : ROW * (1 + Math.max(0, ...rows)) + 4;
		body.push(el("text", { class: "lane", x: 4, y: y + (dense ? BARS - 6 : 11) }, lane.name));
		if (dense) body.push(...bars(lane, s, most, y, b.plot.dataset.week));
		else lane.marks.forEach((m, i) => body.push(shape(m, s, y + 3 + rows[i] * ROW)));
		y += height;
		body.push(el("line", { class: "grid", x1: 0, x2: width, y1: y, y2: y }));
	}
	const svg = el("svg", { viewBox: `0 0 ${width} ${y + 4}`, height: y + 4, "aria-hidden": "true" });
	const vague = el("linearGradient", { id: "vague" });
	for (const [offset, name] of [[0, "v0"], [0.5, "v1"], [1, "v0"]]) vague.append(el("stop", { offset, class: name }));
	const clip = el("clipPath", { id: "plotted" });
	clip.append(el("rect", { x: LEFT - 4, y: 0, width: width - LEFT + 4, height: y + 4 }));
	const defs = el("defs");
	defs.append(vague, clip);
	svg.append(defs);
	ticks(svg, s, y);
	const plotted = el("g", { "clip-path": "url(#plotted)" });
	for (const x of body) (x.classList.contains("lane") || x.classList.contains("grid") ? svg : plotted).append(x);
	const [from, to] = chosen();
	if (from !== null || to !== null) {
		const x1 = Math.max(LEFT, s.x(from ?? s.from));
		const x2 = Math.min(width, s.x((to ?? s.to) + 1));
		if (x2 > x1) plotted.prepend(el("rect", { class: "chosen", x: x1, y: TOP - 4, width: x2 - x1, height: y - TOP + 8 }));
	}
	svg.append(plotted);
	b.plot.replaceChildren(svg);
	b.scale = s;
	b.height = y;
	b.output.textContent = `${iso(Math.ceil(s.from))} \u2013 ${iso(Math.floor(s.to))} \u00b7 ${seen.length}`;
	b.figure.dataset.shown = dense ? "weeks" : "entries";
}

// ---- the range of the list
const form = () => document.querySelector("form.filters");
const chosen = () => [dayOf(form()?.elements.from?.value), dayOf(form()?.elements.to?.value)];

function useRange(from, to) {
	const f = form();
	if (!f?.elements.from) return;
	f.elements.from.value = iso(Math.round(from));
	f.elements.to.value = iso(Math.round(to));
	f.requestSubmit();
}

// ---- moving
function zoom(b, factor, at = (view.from + view.to) / 2) {
	const span = Math.min(b.all[1] - b.all[0], Math.max(7, (view.to - view.from) * factor));
	const share = (at - view.from) / (view.to - view.from);
	view.from = at - share * span;
	view.to = view.from + span;
	hold(b);
	draw(b);
}

function move(b, days) {
	view.from += days;
	view.to += days;
	hold(b);
	draw(b);
}

// Never beyond what there is.
function hold(b) {
	const span = Math.min(view.to - view.from, b.all[1] - b.all[0]);
	view.whole = span >= b.all[1] - b.all[0];
	view.from = Math.min(Math.max(view.from, b.all[0]), b.all[1] - span);
	view.to = view.from + span;
}

const quarter = () => (view.to - view.from) / 4;
const doings = {
	in: (b) => zoom(b, 0.5),
	out: (b) => zoom(b, 2),
	left: (b) => move(b, -quarter()),
	right: (b) => move(b, quarter()),
	all: (b) => {
		[view.from, view.to] = b.all;
		view.whole = true;
		draw(b);
	},
	use: () => useRange(Math.ceil(view.from), Math.floor(view.to)),
};
const keys = { "+": "in", "=": "in", "-": "out", ArrowLeft: "left", ArrowRight: "right", Home: "all", Enter: "use" };

// Which day a pointer is at.
function dayAt(b, e) {
	const box = b.plot.querySelector("svg").getBoundingClientRect();
	const x = ((e.clientX - box.left) * b.scale.width) / box.width;
	return view.from + ((x - LEFT) / (b.scale.width - LEFT - 8)) * (view.to - view.from);
}

function brush(b) {
	let from = null;
	let shade = null;
	let moved = false;
	b.plot.addEventListener("pointerdown", (e) => {
		if (e.button !== 0) return;
		from = dayAt(b, e);
		moved = false;
	});
	b.plot.addEventListener("pointermove", (e) => {
		if (from === null) return;
		const to = dayAt(b, e);
		if (!moved && Math.abs(b.scale.x(to) - b.scale.x(from)) < 5) return;
		if (!moved) b.plot.setPointerCapture(e.pointerId);
		moved = true;
		shade?.remove();
		const [x1, x2] = [b.scale.x(from), b.scale.x(to)].sort((p, q) => p - q);
		shade = el("rect", { class: "brush", x: x1, y: TOP - 4, width: x2 - x1, height: b.height - TOP + 8 });
		b.plot.querySelector("svg").append(shade);
	});
	b.plot.addEventListener("pointerup", (e) => {
		if (from === null) return;
		const [x, y] = [from, dayAt(b, e)].sort((p, q) => p - q);
		from = null;
		shade?.remove();
		if (moved) useRange(Math.max(b.all[0], Math.floor(x)), Math.min(b.all[1], Math.floor(y)));
	});
	b.plot.addEventListener("pointercancel", () => {
		from = null;
		shade?.remove();
	});
	// a drag that ends on an entry does not open it
	b.plot.addEventListener("click", (e) => moved && e.preventDefault(), true);
	b.plot.addEventListener("dragstart", (e) => e.preventDefault());
}

// With many entries their names are asked for one by one.
function names(b) {
	b.plot.addEventListener("pointerover", async (e) => {
		const a = e.target.closest?.("a[href^='/entry/']");
		if (!a || b.marks.length === 0 || b.marks[0].label !== undefined || a.dataset.named) return;
		a.dataset.named = "1";
		const x = await (await fetch(a.getAttribute("href").replace("/entry/", "/api/item/"))).json();
		a.querySelector("title").textContent += " \u00b7 " + (x.label?.[document.documentElement.lang] || x.id);
	});
}

function listen(b) {
	b.figure.querySelector(".tools").addEventListener("click", (e) => {
		const what = e.target.closest("button")?.dataset.do;
		if (what) doings[what](b);
	});
	b.select.addEventListener("change", () => {
		view.lanes = b.select.value;
		try {
			localStorage.setItem("keii.lanes", view.lanes);
		} catch {
			// no storage: for this page only
		}
		draw(b);
	});
	b.plot.addEventListener("keydown", (e) => {
		if (e.ctrlKey || e.metaKey || e.altKey || !keys[e.key]) return;
		e.preventDefault();
		doings[keys[e.key]](b);
	});
	b.plot.addEventListener("wheel", (e) => {
		e.preventDefault();
		if (Math.abs(e.deltaX) > Math.abs(e.deltaY)) move(b, (e.deltaX / b.scale.width) * (view.to - view.from));
		else zoom(b, e.deltaY < 0 ? 0.8 : 1.25, dayAt(b, e));
	}, { passive: false });
	brush(b);
	names(b);
	new ResizeObserver(() => b.plot.isConnected && b.plot.clientWidth !== b.scale.width && draw(b)).observe(b.plot);
}

function fit(b, data) {
	b.data = data;
	b.marks = read(data);
	const ends = b.marks.reduce((r, m) => [Math.min(r[0], m.from), Math.max(r[1], m.to)], [Infinity, -Infinity]);
	const margin = Math.max(2, (ends[1] - ends[0]) * 0.01);
	b.all = [ends[0] - margin, ends[1] + 1 + margin];
	if (view.from === null || view.whole || view.to <= b.all[0] || view.from >= b.all[1]) [view.from, view.to] = b.all;
	else hold(b);
}

let current = null;

// Also when it is drawn already: for what the record says now.
export async function band() {
	const figure = document.querySelector("figure.band");
	if (!figure) return;
	const again = current?.figure === figure;
	if (!again && figure.dataset.shown) return;
	figure.dataset.shown ||= "server";
	const data = await load();
	if (!figure.isConnected || !data.marks.length) return;
	const b = again ? current : { figure, plot: figure.querySelector(".plot"), output: figure.querySelector("output"),
		select: figure.querySelector("select") };
	current = b;
	fit(b, data);
	const before = figure.getBoundingClientRect();
	b.select.value = view.lanes;
	figure.hidden = false;
	for (const x of figure.querySelectorAll(".tools, figcaption")) x.hidden = false;
	draw(b);
	// what is read below stays where it is
	if (before.bottom < 0) scrollBy(0, figure.getBoundingClientRect().bottom - before.bottom);
	if (!again) listen(b);
}
