// Every `npm run …` begins here. Plain JavaScript without dependencies, for whatever Node is installed:
// it installs what is missing, then runs the TypeScript script of that name under the pinned Node 24.

import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, "node_modules");
const marker = join(modules, ".scrip-install");
const node = join(modules, ".bin", "node");
const [name, ...args] = process.argv.slice(2);

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return null;
  }
}

function lockHash() {
  return createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
}

// True when npm's own record of node_modules holds every package the lockfile asks for on this machine.
function installedMatchesLock() {
  const wanted = readJson(join(root, "package-lock.json"))?.packages;
  const installed = readJson(join(modules, ".package-lock.json"))?.packages;
  if (!wanted || !installed) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === "") return true;
    const found = installed[path];
    if (found) return found.version === entry.version && found.integrity === entry.integrity;
    if (!entry.optional) return false;
    const here = entry.os?.includes(process.platform) && entry.cpu?.includes(process.arch) && !entry.libc;
    return !here;
  });
}

function isInstalled() {
  if (!existsSync(node)) return false;
  let recorded = null;
  try {
    recorded = readFileSync(marker, "utf8").trim();
  } catch {}
  if (recorded === lockHash()) return true;
  if (!installedMatchesLock()) return false;
  writeFileSync(marker, lockHash());
  return true;
}

// Our parent and, because npm may put a shell between itself and us, the parent of that shell.
function lineage() {
  let above = "";
  try {
    const stat = readFileSync(`/proc/${process.ppid}/stat`, "utf8");
    const isShell = process.env.npm_lifecycle_event && /\((?:ba|da|z)?sh\)/.test(stat);
    if (isShell) above = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1];
  } catch {}
  return `${process.ppid} ${above}`;
}

// Under nohup a closed terminal is no reason to stop; listening for the signal would undo that.
function ignoresHangUp() {
  try {
    const ignored = /^SigIgn:\s*(\w+)/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1];
    return (Number.parseInt(ignored?.slice(-1) ?? "0", 16) & 1) === 1;
  } catch {
    return false;
  }
}

function run(command, commandArgs, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, commandArgs, { cwd: root, stdio: "inherit", ...options });
    const pass = (signal) => child.kill(signal);
    const signals = ["SIGINT", "SIGTERM", ...(ignoresHangUp() ? [] : ["SIGHUP"])];
    for (const signal of signals) process.on(signal, pass);
    // kill -9 of those above us sends nothing: the child is told as soon as somebody else is our parent.
    const parents = lineage();
    const watch = setInterval(() => {
      if (lineage() !== parents) child.kill("SIGTERM");
    }, 500);
    const settle = () => {
      clearInterval(watch);
      for (const signal of signals) process.off(signal, pass);
    };
    child.once("error", (error) => {
      settle();
      reject(error);
    });
    child.once("exit", (code, signal) => {
      settle();
      resolve({ code, signal });
    });
  });
}

// One installation at a time; the lock of a dead process does not count.
async function withInstallLock(work) {
  const lock = join(root, ".data", "install.lock");
  mkdirSync(dirname(lock), { recursive: true });
  for (let told = false; ; ) {
    try {
      writeFileSync(lock, String(process.pid), { flag: "wx" });
      break;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
    if (isStale(lock)) {
      rmSync(lock, { force: true });
      continue;
    }
    if (!told) console.log("Another process is installing the packages; waiting for it.");
    told = true;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function isStale(lock) {
  try {
    const pid = Number(readFileSync(lock, "utf8"));
    if (!pid) return Date.now() - statSync(lock).mtimeMs > 5000;
    process.kill(pid, 0);
    return Date.now() - statSync(lock).mtimeMs > 15 * 60 * 1000;
  } catch (error) {
    return error.code === "ESRCH";
  }
}

async function install() {
  console.log("Installing packages (npm ci); this takes a minute the first time.");
  const flags = ["ci", "--include=dev", "--include=optional", "--no-audit", "--no-fund"];
  const npm = process.env.npm_execpath;
  const useSame = npm && /npm-cli\.[cm]?js$/.test(npm);
  const { code, signal } = useSame
    ? await run(process.execPath, [npm, ...flags])
    : await run(process.platform === "win32" ? "npm.cmd" : "npm", flags);
  if (signal) process.exit(130);
  if (code !== 0) {
    console.error("npm ci failed: see the message above, then run the command again.");
    process.exit(code ?? 1);
  }
  if (!existsSync(node)) {
    console.error(`Node 24 is not packaged for ${process.platform} ${process.arch}.`);
    process.exit(1);
  }
  writeFileSync(marker, lockHash());
}

async function main() {
  const script = join(root, "scripts", `${String(name ?? "").replaceAll(":", "-")}.ts`);
  if (!name || !existsSync(script)) {
    console.error("Usage: npm run <script>; `npm run` lists the scripts.");
    process.exit(2);
  }
  if (!isInstalled()) {
    await withInstallLock(async () => {
      if (!isInstalled()) await install();
    });
  }
  const path = `${join(modules, ".bin")}:${process.env.PATH ?? ""}`;
  if (ignoresHangUp()) process.env.SCRIP_NO_HANGUP = "1";
  const env = { NEXT_TELEMETRY_DISABLED: "1", ...process.env, PATH: path };
  const { code, signal } = await run(node, ["--import", "tsx", script, ...args], { env });
  process.exit(code ?? (signal === "SIGINT" ? 130 : signal === "SIGTERM" ? 143 : 1));
}

await main();
