import { spawn } from "node:child_process";
import { once } from "node:events";
import postgres from "postgres";
import { pageRequest } from "@/bench/claim-requests";
import { makeOffer } from "@/bench/claim-world";
import { adoptEnvironment } from "@/bench/claims";
import { type Cluster, startCluster } from "@/bench/cluster";
import { type Figures, median } from "@/bench/figures";
import { runLoad } from "@/bench/load";
import { NOISY, withLoad } from "@/bench/noise";
import type { Options } from "@/bench/options";
import { makePackWorld, type PackWorld } from "@/bench/pack-world";
import { commit, type Goal, goalTable, machineLine, writeResult, writeSection } from "@/bench/report";
import { type Server, startProduct } from "@/bench/servers";
import { closeDb } from "@/db/client";
import { buildApp } from "@/scripts/build-app";
import { progress } from "@/scripts/progress";

/** Members whose delivery is due at once, and how many coupons each brings. */
const MEMBERS = 100_000;
const COUPONS = 2;
const CONNECTIONS = 4;

/** What one delivery run took. */
type DeliveryRun = {
  readonly delivered: number;
  readonly seconds: number;
  /** Of the process that delivers, in megabytes, after a tenth of it and at its most. */
  readonly earlyMb: number;
  readonly mostMb: number;
};

type Round = {
  readonly run: DeliveryRun;
  readonly bareSeconds: number;
  readonly idle: Figures;
  readonly busy: Figures;
  /** Nobody else used much of the machine meanwhile. */
  readonly isQuiet: boolean;
};

/**
 * Measures a delivery run of 100,000 members due at once beside one bare `INSERT ... SELECT` of the very rows it wrote, the
 * memory of the process that delivers, and the activity page meanwhile; see docs/performance.md.
 */
export async function benchPacks(options: Options): Promise<number> {
  await buildApp();
  const cluster = await startCluster();
  let product: Server | null = null;
  try {
    const url = await cluster.make("bench_packs");
    const env = adoptEnvironment(url);
    const sql = postgres(url, { max: 2, onnotice() {} });
    progress(`Making ${MEMBERS} members`);
    const world = await makePackWorld(sql, { members: MEMBERS, coupons: COUPONS });
    const offer = await makeOffer(world.merchantId);
    product = await startProduct(env);
    const rounds: Round[] = [];
    for (let round = 1; round <= options.rounds; round++) {
      progress(`Round ${round} of ${options.rounds}`);
      const [made, load] = await withLoad([cluster.postmaster(), process.pid], () =>
        measure({ sql, world, url, port: product?.port ?? 0, path: `/a/${offer.slug}`, options }),
      );
      rounds.push({ ...made, isQuiet: load.others !== null && load.others < NOISY });
    }
    await sql.end({ timeout: 5 });
    report(cluster, rounds, options);
  } finally {
    await product?.stop();
    await closeDb();
    await cluster.stop();
  }
  return 0;
}

type Measured = {
  readonly sql: postgres.Sql;
  readonly world: PackWorld;
  readonly url: string;
  readonly port: number;
  readonly path: string;
  readonly options: Options;
};

async function measure({ sql, world, url, port, path, options }: Measured): Promise<Omit<Round, "isQuiet">> {
  const visit = () =>
    runLoad({
      ...{ ports: [port], connections: CONNECTIONS, seconds: options.seconds, most: 1_000_000 },
      requests: [pageRequest(path, port)],
    });
  await visit();
  const idle = await visit();
  const began = await world.makeDue(sql);
  // Half of the rounds would have a warmer cache than the other: the page is asked while it runs, for as long.
  const [run, busy] = await Promise.all([deliverInChild(url), visit()]);
  if (run.delivered !== MEMBERS) throw new Error(`${run.delivered} were delivered`);
  const bareSeconds = await world.insertAgain(sql, began);
  return { run, bareSeconds, idle, busy };
}

/** Delivers in a process of its own, as a worker does. */
async function deliverInChild(url: string): Promise<DeliveryRun> {
  const child = spawn(process.execPath, ["--import", "tsx", "bench/servers/deliver.ts"], {
    env: { ...process.env, DATABASE_URL: url, NODE_ENV: "production" },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const told = once(child, "message");
  const ended = once(child, "exit").then(() => {
    throw new Error("the delivery run did not end well");
  });
  const [run] = await Promise.race([told, ended]);
  child.kill("SIGTERM");
  return run as DeliveryRun;
}

function report({ version }: Cluster, rounds: readonly Round[], options: Options): void {
  const quiet = rounds.filter((round) => round.isQuiet).length;
  const of = (value: (round: Round) => number) => ({
    value: median(rounds.map(value)),
    quiet,
    all: rounds.length,
  });
  const goals: Goal[] = [
    {
      words: "one bare INSERT ... SELECT of the rows / a delivery run of 100,000, time",
      aim: 0.5,
      ratio: of(({ run, bareSeconds }) => bareSeconds / run.seconds),
    },
    {
      words: "activity page p99: idle / while packs are delivered",
      aim: 0.5,
      ratio: of(({ idle, busy }) => idle.p99 / busy.p99),
    },
    {
      words: "memory of the process that delivers: after a tenth / at its most",
      aim: 0.66,
      ratio: of(({ run }) => run.earlyMb / run.mostMb),
    },
  ];
  const lines = rounds.map(
    ({ run, bareSeconds, idle, busy }, i) =>
      `| ${i + 1} | ${Math.round(run.delivered / run.seconds)} | ${run.seconds.toFixed(1)} | ${bareSeconds.toFixed(1)} | ` +
      `${Math.round(run.earlyMb)} / ${Math.round(run.mostMb)} | ${idle.p99.toFixed(1)} / ${busy.p99.toFixed(1)} |`,
  );
  const table = [
    "| round | members per second | run, s | bare insert, s | memory early / most, MB | page p99 idle / meanwhile, ms |",
    "| --- | --- | --- | --- | --- | --- |",
    ...lines,
  ].join("\n");
  const machine = machineLine(version);
  const path = writeResult("packs", {
    at: new Date(),
    commit: commit(),
    machine,
    options,
    goals,
    runs: rounds,
  });
  const text = [
    `${machine}; ${MEMBERS} members due at once, ${COUPONS} coupons each; ${options.rounds} rounds; commit ${commit()}.`,
    goalTable(goals),
    table,
  ].join("\n\n");
  console.log(`\n${text}\n`);
  if (options.write) writeSection("packs", text);
  progress(`Kept in ${path}`);
}
