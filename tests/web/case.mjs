// case.mjs - counting cases, and running keii serve on a store.
import { spawn } from "node:child_process";

let passed = 0;
let failed = 0;

export function check(ok, what, detail = "") {
	if (ok) passed++;
	else {
		failed++;
		console.log("FAILED:", what, detail === "" ? "" : String(detail).slice(0, 1500));
	}
	return ok;
}

// A case that throws has failed; the others go on.
export async function test(what, fn) {
	try {
		await fn();
	} catch (e) {
		check(false, what, e.stack || e);
	}
}

export function finish() {
	console.log(`${passed} passed, ${failed} failed`);
	process.exitCode = failed ? 1 : 0;
}

export function serve(store, ...options) {
	const child = spawn(process.env.KEII, ["--store", store, "serve", "--port", "0", ...options]);
	let told = "";
	const running = new Promise((resolve, reject) => {
		child.stdout.on("data", (d) => {
			const m = /http:\/\/[0-9.]+:(\d+)\//.exec(d);
			if (m) resolve(Number(m[1]));
		});
		child.stderr.on("data", (d) => (told += d));
		child.on("exit", (code) => reject(new Error(`keii serve ended: ${code} ${told}`)));
	});
	return running.then((port) => ({
		port,
		pid: child.pid,
		store,
		url: `http://127.0.0.1:${port}`,
		alive: () => child.exitCode === null && child.signalCode === null,
		told: () => told,
		stop: () =>
			new Promise((resolve) => {
				child.on("exit", (code) => resolve(code));
				child.kill("SIGTERM");
			}),
	}));
}
