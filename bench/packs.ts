import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { pageRequest } from "@/bench/claim-requests";
import { makeOffer } from "@/bench/claim-world";
import { adoptEnvironment } from "@/bench/claims";
import { type Cluster, startCluster } from "@/bench/cluster";
import { type Figures, median } from "@/bench/figures";
import { runLoad } from "@/bench/load";
import { NOISY, withLoad } from "@/bench/noise";
import { type Options, wants } from "@/bench/options";
import { makePackWorld, type PackWorld } from "@/bench/pack-world";
import { commit, type Goal, goalTable, machineLine, writeResult, writeSection } from "@/bench/report";
import { type Server, startProduct } from "@/bench/servers";
import { closeDb } from "@/db/client";
import { letOthersFirst } from "@/scripts/app-process";
import { buildApp } from "@/scripts/build-app";
import { progress } from "@/scripts/progress";

/** Members whose delivery is due at once, and how many coupons each brings. */
const MEMBERS = 100_000;
const COUPONS = 2;
const CONNECTIONS = 4;
/** How long the process that delivers takes until it does. */
const START_MS = 2000;

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
  /** Null where the page is not measured. */
  readonly page: { readonly idle: Figures; readonly busy: Figures } | null;
  /** Nobody else used much of the machine meanwhile. */
  readonly isQuiet: boolean;
};

/**
 * Measures a delivery run of 100,000 members due at once beside one bare `INSERT ... SELECT` of the very rows it wrote, the
 * memory of the process that delivers, and the activity page meanwhile; see docs/performance.md.
 */
export async function benchPacks(options: Options): Promise<number> {
  const withPage = wants(options, "page");
  if (withPage) await buildApp();
  const cluster = await startCluster();
  let product: Server | null = null;
  try {
    const url = await cluster.make("bench_packs");
    const env = adoptEnvironment(url);
    const sql = postgres(url, { max: 2, onnotice() {} });
    progress(`Making ${MEMBERS} members`);
    const world = await makePackWorld(sql, { members: MEMBERS, coupons: COUPONS });
    const offer = await makeOffer(world.merchantId);
    if (withPage) product = await startProduct(env);
    const rounds: Round[] = [];
    for (let round = 1; round <= options.rounds; round++) {
      progress(`Round ${round} of ${options.rounds}`);
      const [made, load] = await withLoad([cluster.postmaster(), process.pid], () =>
        measure({ sql, world, url, port: product?.port ?? null, path: `/a/${offer.slug}`, options }),
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
  /** Null where the page is not measured. */
  readonly port: number | null;
  readonly path: string;
  readonly options: Options;
};

/**
 * One round: the page alone, the run with the page beside it, and the bare insert of what the run wrote; the run is timed
 * in a second delivery without anybody beside it, as the bare insert is.
 */
async function measure({ sql, world, url, port, path, options }: Measured): Promise<Omit<Round, "isQuiet">> {
  const page = port === null ? null : await measurePage({ sql, world, url, port, path, options });
  const began = await world.makeDue(sql);
  const run = await deliverInChild(url);
  if (run.delivered !== MEMBERS) throw new Error(`${run.delivered} were delivered`);
  const bareSeconds = await world.insertAgain(sql, began);
  return { run, bareSeconds, page };
}

type Visited = Omit<Measured, "port"> & { readonly port: number };

/** The activity page while nothing else goes on, and for as long while packs are delivered. */
async function measurePage({ sql, world, url, port, path, options }: Visited) {
  const visit = () =>
    runLoad({
      ...{ ports: [port], connections: CONNECTIONS, seconds: options.seconds, most: 1_000_000 },
      requests: [pageRequest(path, port)],
    });
  await visit();
  const idle = await visit();
  const began = await world.makeDue(sql);
  const delivering = deliverInChild(url);
  // The process that delivers takes a moment to start.
  await sleep(START_MS);
  const busy = await visit();
  const run = await delivering;
  if (run.seconds * 1000 < options.seconds * 1000 - START_MS)
    throw new Error("the delivery was over before the visits");
  await world.takeAway(sql, began);
  return { idle, busy };
}

/** Delivers in a process of its own, as a worker does that shares the machine with a web process. */
async function deliverInChild(url: string): Promise<DeliveryRun> {
  const child = spawn(process.execPath, ["--import", "tsx", "bench/servers/deliver.ts"], {
    env: { ...process.env, DATABASE_URL: url, NODE_ENV: "production" },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  if (child.pid) letOthersFirst(child.pid);
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
      ratio: rounds.every(({ page }) => page)
        ? of(({ page }) => (page ? page.idle.p99 / page.busy.p99 : 0))
        : null,
    },
    {
      words: "memory of the process that delivers: after a tenth / at its most",
      aim: 0.66,
      ratio: of(({ run }) => run.earlyMb / run.mostMb),
    },
  ];
  const lines = rounds.map(
    ({ run, bareSeconds, page }, i) =>
      `| ${i + 1} | ${Math.round(run.delivered / run.seconds)} | ${run.seconds.toFixed(1)} | ${bareSeconds.toFixed(1)} | ` +
      `${Math.round(run.earlyMb)} / ${Math.round(run.mostMb)} | ${page ? `${page.idle.p99.toFixed(1)} / ${page.busy.p99.toFixed(1)}` : "-"} |`,
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
