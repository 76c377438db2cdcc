import postgres from "postgres";
import { bytesOf } from "@/bench/claim-requests";
import { adoptEnvironment } from "@/bench/claims";
import { type Cluster, startCluster } from "@/bench/cluster";
import { withCpu } from "@/bench/cpu";
import { runLoad, SERIAL } from "@/bench/load";
import { makeNaive } from "@/bench/naive";
import { type Options, wants } from "@/bench/options";
import { makeOrderWorld, type OrderWorld } from "@/bench/order-world";
import { profileCase, profiledEnv } from "@/bench/profile";
import {
  caseTable,
  commit,
  type Goal,
  goalTable,
  machineLine,
  writeResult,
  writeSection,
} from "@/bench/report";
import { type Case, type Run, ratio, runRounds } from "@/bench/rounds";
import { type Server, startPlain, startProduct } from "@/bench/servers";
import { closeDb } from "@/db/client";
import { buildApp } from "@/scripts/build-app";
import { progress } from "@/scripts/progress";

const CONNECTIONS = 64;
/** Members who are quoted, and as many who order: thirty orders each. */
const QUOTED = 1000;
/** Who order in one round: as many pairs of vouchers as are spent in it, and more. */
const ORDERING = 250;
/** Rounds that are not counted: Node goes on compiling what a quote runs for some twenty seconds. */
const WARM = 5;
const MOST = 900_000;

type Bench = {
  readonly cluster: Cluster;
  readonly world: OrderWorld;
  readonly product: Server;
  readonly hono: Server;
  readonly insert: Server;
  readonly seconds: number;
  /** How often each case runs, those that are not counted too. */
  readonly runs: number;
};

function tillRequest(world: OrderWorld, path: string, port: number, body: object, once?: string): Buffer {
  const headers = {
    authorization: `Bearer ${world.key}`,
    "content-type": "application/json",
    ...(once ? { "idempotency-key": once } : {}),
  };
  return bytesOf({ method: "POST", path, port, headers }, JSON.stringify(body));
}

/** Five lines, as a till would send them. */
const cartOf = (world: OrderWorld, memberId: string, vouchers: "best" | readonly string[]) => ({
  ...{ storeId: world.storeId, channel: "till", device: "till", memberId, currency: "HKD", vouchers },
  lines: world.productIds.map((productId, i) => ({
    ...{ id: `l${i}`, productId, unitPriceMinor: 1500 + 731 * i, quantity: 1 + (i % 3) },
  })),
});

const quotesTo = (world: OrderWorld, { port }: Server, path = "/api/v1/quotes") =>
  world.quoted.map((memberId) => tillRequest(world, path, port, cartOf(world, memberId, "best")));

/** One answer of the product to a quote. */
async function firstQuote(world: OrderWorld, product: Server): Promise<string> {
  const plan = { ports: [product.port], connections: 1, seconds: 5, most: 1, keep: 1 };
  const { bodies } = await runLoad({ ...plan, requests: quotesTo(world, product) });
  if (!bodies[0]) throw new Error("no quote was answered");
  return bodies[0];
}

function cases(bench: Bench): Case[] {
  const { world, product, hono, insert, seconds, runs } = bench;
  const load = (server: Server, requests: readonly Buffer[], word = "200") =>
    withCpu([server.pid], bench.cluster.postmaster(), async () => {
      const plan = { ports: [server.port], connections: CONNECTIONS, seconds };
      const figures = await runLoad({ ...plan, most: Math.min(MOST, requests.length * 1000), requests });
      const done = figures.answers[word] ?? 0;
      if (done === 0) throw new Error(`nothing was done: ${JSON.stringify(figures.answers)}`);
      return { ...figures, done, perSecond: done / figures.seconds };
    });
  let used = 0;
  const orders = async () => {
    // Each pair is used once: what is not sent in one run is left for the next.
    const share = Math.floor(world.pairs.length / runs);
    const mine = world.pairs.slice(used, used + share);
    used += share;
    const requests = mine.map(({ memberId, vouchers }, i) =>
      tillRequest(
        world,
        "/api/v1/orders",
        product.port,
        cartOf(world, memberId, vouchers),
        `${used}-${i}-${SERIAL}`,
      ),
    );
    return await withCpu([product.pid], bench.cluster.postmaster(), async () => {
      const plan = { ports: [product.port], connections: CONNECTIONS, seconds };
      const figures = await runLoad({ ...plan, most: requests.length, requests });
      const done = figures.answers["200"] ?? 0;
      return { ...figures, done, perSecond: done / figures.seconds };
    });
  };
  const bare = (server: Server, path = "/bare") => quotesTo(world, server, path);
  const quotes = quotesTo(world, product);
  return [
    { key: "quote", title: "quote, 30 vouchers, 5 lines", run: () => load(product, quotes) },
    { key: "order", title: "order placed with two vouchers", run: orders },
    { key: "f", title: "(f) bare Hono route", run: () => load(hono, bare(hono)) },
    {
      key: "g",
      title: "(g) Hono route, reads the cart, writes a kept quote",
      run: () => load(hono, bare(hono, "/kept")),
    },
    { key: "e", title: "(e) bare Node server, one insert a request", run: () => load(insert, bare(insert)) },
  ];
}

function goalsOf(runs: readonly Run[]): Goal[] {
  const has = (key: string) => runs.some((run) => run.key === key);
  const rate = (a: string, b: string) =>
    has(a) && has(b) ? ratio(runs, [a, "perSecond"], [b, "perSecond"]) : null;
  return [
    { words: "quotes over HTTP / (f) bare Hono route", aim: 0.25, ratio: rate("quote", "f") },
    { words: "orders with two vouchers / (e) one bare insert", aim: 0.15, ratio: rate("order", "e") },
  ];
}

/** Measures quotes and orders over HTTP beside bare servers of the same run; see docs/performance.md. */
export async function benchOrders(options: Options): Promise<number> {
  await buildApp();
  const cluster = await startCluster();
  const servers: Server[] = [];
  const started = async (server: Promise<Server>) => {
    servers.push(await server);
    return await server;
  };
  try {
    const url = await cluster.make("bench_orders");
    const env = adoptEnvironment(url);
    const naiveUrl = await makeNaive(cluster);
    const sql = postgres(url, { max: 2, onnotice() {} });
    const warm = Math.max(WARM, options.warm);
    const people = { quoted: QUOTED, ordering: ORDERING * (warm + options.rounds) };
    progress(`Making ${people.quoted + people.ordering} members with their vouchers`);
    const world = await makeOrderWorld(sql, people);
    await sql.end({ timeout: 5 });
    const product = await started(startProduct(options.profile ? { ...env, ...profiledEnv() } : env));
    const hono = await started(startPlain("hono", naiveUrl, { kept: await firstQuote(world, product) }));
    const insert = await started(startPlain("insert", naiveUrl));
    const { seconds, rounds } = options;
    const bench = { cluster, world, product, hono, insert, seconds, runs: warm + rounds };
    const wanted = cases(bench).filter(({ key }) => wants(options, key));
    if (options.profile) {
      if (wanted[0]) await profileCase(product, wanted[0]);
      return 0;
    }
    const runs = await runRounds(wanted, {
      ...options,
      warm,
      roots: () => [cluster.postmaster()],
      // Tables that were empty a moment ago are looked at as autovacuum does in time.
      afterRound: () => cluster.vacuum("bench_orders"),
    });
    report(cluster, runs, options);
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
    await closeDb();
    await cluster.stop();
  }
  return 0;
}

function report({ version }: Cluster, runs: readonly Run[], options: Options): void {
  const goals = goalsOf(runs);
  const machine = machineLine(version);
  const path = writeResult("orders", { at: new Date(), commit: commit(), machine, options, goals, runs });
  const text = [
    `${machine}; ${options.rounds} rounds of ${options.seconds} s a case; commit ${commit()}.`,
    goalTable(goals),
    caseTable(runs),
  ].join("\n\n");
  console.log(`\n${text}\n`);
  if (options.write) writeSection("orders", text);
  progress(`Kept in ${path}`);
}
