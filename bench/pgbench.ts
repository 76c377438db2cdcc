import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { benchDir } from "@/bench/cluster";
import { type Figures, figuresOf } from "@/bench/figures";
import { runProgram } from "@/scripts/spawn";

/** How to get pgbench where it is missing. */
export const PGBENCH_HINT =
  "pgbench is not on the PATH: what is measured against it is left out. Debian and Ubuntu have it in the package `postgresql` (apt-get install postgresql).";

/** Where pgbench is; Debian's link to it may be missing. Null = it is not installed. */
export function findPgbench(): string | null {
  const installed = "/usr/lib/postgresql";
  const versions = spawnSync("ls", [installed]).stdout.toString().split("\n").filter(Boolean).sort();
  const places = ["pgbench", ...versions.map((version) => join(installed, version, "bin/pgbench")).reverse()];
  return places.find((place) => spawnSync(place, ["--version"]).status === 0) ?? null;
}

export type PgbenchPlan = {
  readonly program: string;
  readonly url: string;
  readonly script: string;
  readonly clients: number;
  readonly seconds: number;
};

/** Runs a script with prepared statements; every transaction's time comes from pgbench's own log. */
export async function runPgbench(plan: PgbenchPlan): Promise<Figures> {
  const { hostname, port, username, password, pathname } = new URL(plan.url);
  const folder = join(benchDir, "pgbench");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const script = join(folder, "script.sql");
  writeFileSync(script, plan.script);
  const { code, output } = await runProgram(
    plan.program,
    [
      ...[
        "--no-vacuum",
        "--protocol=prepared",
        `--file=${script}`,
        "--log",
        `--log-prefix=${join(folder, "log")}`,
      ],
      ...[`--client=${plan.clients}`, `--jobs=${Math.min(2, plan.clients)}`, `--time=${plan.seconds}`],
      ...[`--host=${hostname}`, `--port=${port}`, `--username=${username}`, pathname.slice(1)],
    ],
    { capture: true, env: { PGPASSWORD: password } },
  );
  if (code !== 0) throw new Error(`pgbench failed:\n${output}`);
  const tps = Number(/tps = ([\d.]+) \(without/.exec(output)?.[1] ?? Number.NaN);
  const latencies = readdirSync(folder)
    .filter((name) => name.startsWith("log"))
    .flatMap((name) => readFileSync(join(folder, name), "utf8").trim().split("\n"))
    // client, transaction, time in microseconds, script, when
    .map((line) => Number(line.split(" ")[2]) / 1000);
  return { ...figuresOf(latencies, latencies.length / tps, { ok: latencies.length }), perSecond: tps };
}
