// case.mjs - counting cases, and running keii serve on a store.
import { execFileSync, spawn } from "node:child_process";
import path from "node:path";

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

// PG=1: what is served is the same dossier in a schema of the server at
// KEII_TEST_PG.
const schemas = new Map();
function on_engine(file) {
	if (!process.env.PG) return file;
	if (!schemas.has(file)) {
		const schema = `web_${process.pid}_${path.basename(file, ".db").replace(/\W/g, "_")}`;
		const address = `${process.env.KEII_TEST_PG}&options=-csearch_path%3D${schema}`;
		execFileSync(process.env.KEII, ["--store", file, "--quiet", "backup", address]);
		schemas.set(file, address);
	}
	return schemas.get(file);
}

export function serve(file, ...options) {
	const store = on_engine(file);
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
