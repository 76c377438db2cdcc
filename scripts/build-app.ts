import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { build as bundle } from "esbuild";
import { z } from "zod";
import { waitForLock } from "@/lib/platform/process-lock";
import { buildKey, treeDir } from "@/scripts/local-data";
import { progress, refuse } from "@/scripts/progress";
import { runTool } from "@/scripts/spawn";

const stampSchema = z.object({ sources: z.string(), buildId: z.string() });
const stampFile = join(treeDir, "build.json");
const logFile = join(treeDir, "build.log");

const skippedFolders = /^(\..*|node_modules|dist|e2e|bench|docs|scripts|test-results|playwright-report)$/;
const skippedFiles = /(\.test\.tsx?|\.md|\.tsbuildinfo|^next-env\.d\.ts|^\..*)$/;

/** Builds the app, the web process and the worker unless what they are made from is what the last build was made from. */
export async function buildApp(): Promise<void> {
  const lock = await waitForLock(join(treeDir, "build.lock"), {
    timeoutMs: 900_000,
    onWait: () => progress("Another process is building; waiting for it"),
  });
  try {
    const sources = sourcesHash();
    if (isCurrent(sources)) {
      progress("Build is current");
      return;
    }
    progress("Building (about a minute; the log is .data/build.log)");
    rmSync(stampFile, { force: true });
    await buildNext();
    await buildPrograms();
    writeFileSync(`${stampFile}.new`, JSON.stringify({ sources, buildId: buildId() }));
    renameSync(`${stampFile}.new`, stampFile);
    progress("Built");
  } finally {
    lock.release();
  }
}

function isCurrent(sources: string): boolean {
  if (!existsSync("dist/server.mjs") || !existsSync("dist/worker.mjs") || buildId() === "") return false;
  try {
    const stamp = stampSchema.parse(JSON.parse(readFileSync(stampFile, "utf8")));
    return stamp.sources === sources && stamp.buildId === buildId();
  } catch {
    return false;
  }
}

function buildId(): string {
  try {
    return readFileSync(".next/BUILD_ID", "utf8").trim();
  } catch {
    return "";
  }
}

function sourcesHash(): string {
  const key = process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY ?? Object.values(buildKey()).join();
  const hash = createHash("sha256").update(process.version).update(key);
  for (const path of sourceFiles(".")) hash.update(`\0${path}\0`).update(readFileSync(path));
  return hash.digest("hex");
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const path = join(folder, name);
      const stat = statSync(path, { throwIfNoEntry: false });
      if (stat?.isDirectory()) return skippedFolders.test(name) ? [] : sourceFiles(path);
      return stat?.isFile() && !skippedFiles.test(name) ? [path] : [];
    });
}

async function buildNext(): Promise<void> {
  const { code, output } = await runTool("next", ["build"], {
    capture: true,
    env: { ...buildKey(), NODE_ENV: "production" },
  });
  mkdirSync(treeDir, { recursive: true });
  writeFileSync(logFile, output);
  if (code === 0) return;
  const tail = output.trimEnd().split("\n").slice(-40).join("\n");
  refuse(`${tail}\n\nThe build failed; the whole log is .data/build.log`);
}

async function buildPrograms(): Promise<void> {
  await buildProgram("server.ts", ["lib/platform/light-response.ts"]);
  await buildProgram("worker.ts", []);
}

/** `inject` names files whose exports stand in for the globals of the same names. */
async function buildProgram(entry: string, inject: string[]): Promise<void> {
  await bundle({
    entryPoints: [entry],
    inject,
    outdir: "dist",
    outExtension: { ".js": ".mjs" },
    bundle: true,
    packages: "external",
    alias: { "@": process.cwd() },
    platform: "node",
    target: "node24",
    format: "esm",
    sourcemap: true,
    logLevel: "silent",
  });
}
