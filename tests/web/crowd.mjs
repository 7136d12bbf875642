// crowd.mjs - 10,000 connections, or as many as this machine's limit of open
// files allows (run.sh raises it and tells it in FILES).
import fs from "node:fs";
import http from "node:http";
import net from "node:net";
import { check, test } from "./case.mjs";

const MANY = Math.max(200, Math.min(Number(process.env.CROWD || 10000), Number(process.env.FILES || 1024) - 300));
const AT_MOST = 1024 + 512; // WEB_CONNECTIONS and those told to go

// Milliseconds until the answer is there, on a connection of its own.
function fresh(site, agent = false) {
	const began = performance.now();
	return new Promise((resolve) => {
		const q = http.get({ host: "127.0.0.1", port: site.port, path: "/api", agent, timeout: 20000 }, (a) => {
			a.resume();
			a.on("end", () => resolve(a.statusCode === 200 ? performance.now() - began : Infinity));
		});
		q.on("error", () => resolve(Infinity));
		q.on("timeout", () => q.destroy());
	});
}

function memory(site) {
	return Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${site.pid}/status`, "utf8"))[1]) / 1024;
}

// Opens n connections that send bytes and no more.
async function open(site, n, bytes) {
	const list = [];
	const wait = [];
	for (let i = 0; i < n; i++) {
		const s = net.connect(site.port, "127.0.0.1");
		const x = { s, open: true, told: "" };
		s.on("data", (d) => (x.told += d));
		s.on("error", () => (x.open = false));
		s.on("close", () => (x.open = false));
		wait.push(new Promise((r) => (s.once("connect", r), s.once("close", r))));
		if (bytes) s.write(bytes);
		list.push(x);
		if (i % 250 === 249) await Promise.all(wait.splice(0));
	}
	await Promise.all(wait);
	return list;
}

async function hold(site, what, bytes) {
	const before = memory(site);
	const list = await open(site, MANY, bytes);
	const took = [];
	for (let i = 0; i < 5; i++) took.push(await fresh(site));
	const held = list.filter((x) => x.open).length;
	const told = list.filter((x) => x.told.startsWith("HTTP/1.1 503 ")).length;
	check(Math.max(...took) < 1000, `${MANY} ${what}: a fresh request is answered within a second`, took);
	check(held <= AT_MOST, `${MANY} ${what}: the oldest were let go`, held);
	if (!bytes && MANY > 2 * AT_MOST) check(told > MANY / 2, `${what}: told 503`, told);
	check(memory(site) - before < 200, `${what}: memory`, memory(site) - before);
	check(site.alive(), `${what}: it goes on`);
	for (const x of list) x.s.destroy();
	console.log(`crowd: ${MANY} ${what}: ${held} held, ${told} told 503, fresh request ` +
		`${Math.max(...took).toFixed(1)} ms, ${(memory(site) - before).toFixed(0)} MB more`);
}

// A browser that was there before asks on, on the connection it has.
async function among(site) {
	const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
	let worst = 0;
	let going = true;
	const asks = (async () => {
		while (going) {
			worst = Math.max(worst, await fresh(site, agent));
			await new Promise((r) => setTimeout(r, 20));
		}
	})();
	const list = await open(site, MANY, "GET / HT");
	going = false;
	await asks;
	check(worst < 1000, "a reader is answered all the while", worst);
	for (const x of list) x.s.destroy();
	agent.destroy();
}

export async function crowd(site) {
	await test("silent", () => hold(site, "silent connections", ""));
	await test("half", () => hold(site, "half requests", "GET / HTTP/1.1\r\nHost: x"));
	await test("posts", () => hold(site, "bodies that don't come", `POST /add HTTP/1.1\r\nHost: 127.0.0.1:${site.port}\r\n` +
		`Origin: ${site.url}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100000\r\n\r\na=`));
	await test("among", () => among(site));
}
