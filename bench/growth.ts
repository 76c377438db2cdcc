import { type ChildProcess, fork } from "node:child_process";
import { adoptEnvironment } from "@/bench/claims";
import { type Cluster, startCluster } from "@/bench/cluster";
import { median } from "@/bench/figures";
import { fillDatabase, type Size } from "@/bench/growth-data";
import { type Operation, operationsFor, type Sample } from "@/bench/growth-operations";
import type { Question, Reply } from "@/bench/growth-probe";
import { type Growth, reportGrowth } from "@/bench/growth-report";
import { waitForQuiet, withLoad } from "@/bench/noise";
import { type Options, wants } from "@/bench/options";
import { endOfLog, explainAll, plansIn } from "@/bench/plans";
import { closeDb } from "@/db/client";
import { migrationsFingerprint } from "@/db/migrate";
import { progress } from "@/scripts/progress";

/** `fresh`: a new table without statistics, as on the first day of a merchant. */
type Named = Size & { readonly name: "fresh" | "10k" | "1m" | "10m"; readonly analysed: boolean };

const SIZES: readonly Named[] = [
  { name: "10k", vouchers: 10_000, members: 10_000, analysed: true },
  { name: "1m", vouchers: 1_000_000, members: 1_000_000, analysed: true },
  { name: "10m", vouchers: 10_000_000, members: 1_000_000, analysed: true },
  { name: "fresh", vouchers: 0, members: 300, analysed: false },
];
/** What is asked of the largest and of the fresh database. */
const LARGE = ["claim", "wallet"];
const FRESH = ["claim"];

/** Claims made into the fresh database before it is measured, for at most so many seconds. */
const FRESH_CLAIMS = 20_000;
const FRESH_SECONDS = 40;

/** Warm-up, samples of one block, and the most time one block may take; a round has so many blocks of each size. */
const WARM = { samples: 30, maxMs: 1500 };
const BLOCK = { samples: 12, maxMs: 500 };
const BLOCKS = 4;

type Probe = { readonly size: Named; ask(question: Question): Promise<Reply>; stop(): Promise<void> };

/** Measures what the same work costs with few and with many vouchers present; see docs/performance.md. */
export async function benchGrowth(options: Options): Promise<number> {
  const cluster = await startCluster();
  const probes: Probe[] = [];
  try {
    await cluster.set({ autovacuum: "off" });
    const env = adoptEnvironment(cluster.urlOf("scrip"));
    const sizes = SIZES.filter(({ name }) => name !== "10m" || options.large);
    for (const size of sizes) await prepare(cluster, size, options);
    for (const size of sizes) probes.push(await startProbe(cluster, size, env));
    const growth = await measure(cluster, probes, options);
    await Promise.all(probes.splice(0).map((probe) => probe.stop()));
    const plans = options.plans ? await explain(cluster, sizes, env, options) : null;
    reportGrowth({ ...growth, plans, postgres: cluster.version }, options);
  } finally {
    await Promise.all(probes.map((probe) => probe.stop()));
    await closeDb();
    await cluster.set({ autovacuum: null });
    await cluster.stop();
  }
  return 0;
}

/** The database with a million members, made where it is not there. */
export async function prepareMillion(cluster: Cluster, options: Options): Promise<string> {
  const size = SIZES.find(({ name }) => name === "1m");
  if (!size) throw new Error("no size has a million members");
  await prepare(cluster, size, options);
  return databaseOf(size);
}

const databaseOf = ({ name }: Named) => `bench_${name}`;

/** Makes a size's database, or takes the one of an earlier run; the fresh one is always new. */
async function prepare(cluster: Cluster, size: Named, options: Options): Promise<void> {
  const database = databaseOf(size);
  const stamp = `${migrationsFingerprint()} ${new Date().toISOString().slice(0, 7)}`;
  const { admin } = cluster;
  const [found] = await admin<{ stamp: string | null }[]>`
    select shobj_description(oid, 'pg_database') as stamp from pg_database where datname = ${database}`;
  if (found?.stamp === stamp && size.analysed && !options.anew) return;
  progress(`Filling ${database}`);
  await fillDatabase(await cluster.make(database), size);
  if (size.analysed) await cluster.vacuum(database);
  await admin.unsafe(`comment on database ${database} is '${stamp}'`);
}

async function startProbe(
  cluster: Cluster,
  size: Named,
  env: Record<string, string>,
  pool = 4,
): Promise<Probe> {
  const url = cluster.urlOf(databaseOf(size));
  const child: ChildProcess = fork("bench/growth-probe.ts", {
    execArgv: ["--import", "tsx"],
    env: { ...process.env, ...env, DATABASE_URL: url, DATABASE_POOL: String(pool), NODE_ENV: "production" },
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const reply = () =>
    new Promise<Reply>((resolve, reject) => {
      child.once("message", (message: Reply) => resolve(message));
      void ended.then(() => reject(new Error(`the probe of ${size.name} ended`)));
    });
  await reply();
  return {
    size,
    ask: async (question) => {
      const answered = reply();
      child.send(question);
      const answer = await answered;
      if (answer.kind === "failed") throw new Error(answer.error);
      return answer;
    },
    stop: async () => {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}

/** The operations by name alone; they are run in the probes. */
function operations(options: Options): Operation[] {
  const nobody = { merchantId: "", activityId: "", couponId: "", groupId: "", regulars: [] };
  return operationsFor(nobody).filter(({ key }) => wants(options, key));
}

function asks({ size }: Probe, { key }: Operation): boolean {
  if (size.name === "fresh") return FRESH.includes(key);
  return size.name !== "10m" || LARGE.includes(key);
}

async function measure(cluster: Cluster, probes: readonly Probe[], options: Options): Promise<Growth> {
  const roots = [process.pid, cluster.postmaster()];
  const fresh = probes.find(({ size }) => size.name === "fresh");
  const reply = await fresh?.ask({ kind: "burst", claims: FRESH_CLAIMS, seconds: FRESH_SECONDS });
  const rates = reply?.kind === "rates" ? reply.rates : [];
  progress(`Claims into a fresh database, per second in quarters: ${rates.map(Math.round).join(", ")}`);
  const rows = [];
  let patience = options.patience;
  for (const operation of operations(options)) {
    const asked = probes.filter((probe) => asks(probe, operation));
    for (const probe of asked) await block(probe, operation, WARM);
    patience -= await waitForQuiet(roots, patience);
    const samples = new Map<string, Sample[]>(asked.map(({ size }) => [size.name, []]));
    const [, load] = await withLoad(roots, async () => {
      for (let turn = 0; turn < options.rounds * BLOCKS; turn += 1) {
        for (const probe of asked) samples.get(probe.size.name)?.push(await block(probe, operation, BLOCK));
      }
    });
    const { key, title, mustHold } = operation;
    const sizes = Object.fromEntries([...samples].map(([name, sampled]) => [name, summed(sampled)]));
    rows.push({ key, title, mustHold, sizes, others: load.others });
    const words = Object.entries(sizes).map(
      ([name, { ms, error }]) => `${name} ${error ?? `${ms.toFixed(2)} ms`}`,
    );
    progress(`${title}: ${words.join(", ")}`);
  }
  return { rows, rates };
}

async function block(
  probe: Probe,
  { key }: Operation,
  much: { samples: number; maxMs: number },
): Promise<Sample> {
  const reply = await probe.ask({ kind: "sample", key, ...much });
  if (reply.kind !== "sampled") throw new Error(`the probe answered ${reply.kind}`);
  return reply.sample;
}

function summed(sampled: readonly Sample[]) {
  const times = sampled.flatMap((one) => [...one.times]);
  return {
    ms: median(times),
    samples: times.length,
    error: sampled.find(({ error }) => error)?.error ?? null,
  };
}

/** The plans of every operation in the largest database that is asked for it. */
async function explain(
  cluster: Cluster,
  sizes: readonly Named[],
  env: Record<string, string>,
  options: Options,
) {
  const found = [];
  for (const size of sizes.filter(({ name }) => name === "1m" || name === "10m")) {
    const database = databaseOf(size);
    await explainAll(cluster, database, true);
    const probe = await startProbe(cluster, size, env, 2);
    try {
      const from = endOfLog(cluster);
      const asked = operations(options).filter((operation) => asks(probe, operation));
      for (const { key } of asked) await probe.ask({ kind: "mark", key });
      const plans = await plansIn(cluster, from);
      found.push(...asked.map(({ key, title }) => ({ title, size: size.name, plans: plans.get(key) ?? [] })));
    } finally {
      await probe.stop();
      await explainAll(cluster, database, false);
    }
  }
  return found;
}
