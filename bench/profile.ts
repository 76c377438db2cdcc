import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { Session } from "node:inspector/promises";
import { join } from "node:path";
import { benchDir } from "@/bench/cluster";
import type { Stretch } from "@/bench/cpu";
import type { Figures } from "@/bench/figures";
import { table } from "@/bench/report";
import type { Case } from "@/bench/rounds";
import type { Server } from "@/bench/servers";

type Frame = { readonly functionName: string; readonly url: string; readonly lineNumber: number };
/** What we read of a .cpuprofile; times are microseconds of the machine's monotonic clock. */
export type Profile = {
  readonly nodes: readonly { readonly id: number; readonly callFrame: Frame }[];
  readonly startTime: number;
  readonly samples?: readonly number[];
  readonly timeDeltas?: readonly number[];
};

const TOP = 40;
const folder = join(benchDir, "profile");

/** Settings under which a Node process writes down where its time went, when it ends; empties the folder they go to. */
export function profiledEnv(): Record<string, string> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return { NODE_OPTIONS: `--cpu-prof --cpu-prof-interval=500 --cpu-prof-dir=${folder}` };
}

/** What a process wrote that was started under `profiledEnv` and has ended: its main thread's profile. */
export function writtenProfile(pid: number): Profile {
  const name = readdirSync(folder).find((file) =>
    new RegExp(`\\.${pid}\\.0\\.\\d+\\.cpuprofile$`).test(file),
  );
  if (!name) throw new Error(`process ${pid} wrote no profile`);
  return JSON.parse(readFileSync(join(folder, name), "utf8"));
}

/** Runs `work` in this process and tells where its time went. */
export async function profiled<T>(work: () => Promise<T>): Promise<{ value: T; profile: Profile }> {
  const session = new Session();
  session.connect();
  try {
    await session.post("Profiler.enable");
    await session.post("Profiler.setSamplingInterval", { interval: 500 });
    await session.post("Profiler.start");
    const value = await work();
    const { profile } = await session.post("Profiler.stop");
    return { value, profile };
  } finally {
    session.disconnect();
  }
}

/** Microseconds of each function itself, without what it called, within a stretch of time. */
function selfTimes(profile: Profile, stretch: Stretch | undefined): Map<string, number> {
  const names = new Map(profile.nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
  const times = new Map<string, number>();
  let at = profile.startTime;
  for (const [i, id] of (profile.samples ?? []).entries()) {
    const delta = profile.timeDeltas?.[i] ?? 0;
    at += delta;
    if (stretch && (at < stretch.from || at > stretch.to)) continue;
    const name = names.get(id) ?? "?";
    times.set(name, (times.get(name) ?? 0) + Math.max(0, delta));
  }
  return times;
}

function nameOf({ functionName, url, lineNumber }: Frame): string {
  const place = url.replace(/^file:\/\//, "").replace(`${process.cwd()}/`, "");
  return `${functionName || "(anonymous)"}${place ? `  ${place.slice(-60)}:${lineNumber + 1}` : ""}`;
}

/** The functions that took most of the time of a case's load themselves: their share of the time at work, and each answer's. */
export function topFunctions(profile: Profile, { done, cpu }: Figures): string {
  const times = selfTimes(profile, cpu);
  const idle = times.get("(idle)") ?? 0;
  const all = [...times.values()].reduce((sum, one) => sum + one, 0) - idle;
  const rows = [...times]
    .filter(([name]) => name !== "(idle)")
    .sort(([, a], [, b]) => b - a)
    .slice(0, TOP)
    .map(([name, micros]) => [`${((micros / all) * 100).toFixed(1)} %`, (micros / done).toFixed(2), name]);
  const total = (all / done).toFixed(1);
  return `${total} µs of the main thread an answer, idle left out\n\n${table(["share", "µs", "function"], rows)}`;
}

/** Prints where the time of a server goes in a case, by a second run of it; the server ends by it. */
export async function profileCase(server: Server, one: Case): Promise<void> {
  await one.run();
  const figures = await one.run();
  await server.stop();
  console.log(`\n${one.title}\n\n${topFunctions(writtenProfile(server.pid), figures)}\n`);
}
