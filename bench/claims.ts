import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { bareCases, type ClaimBench, databaseCases, productCases } from "@/bench/claim-cases";
import { ask, claimRequest } from "@/bench/claim-requests";
import { makeOffer, makeWorld } from "@/bench/claim-world";
import { type Cluster, startCluster } from "@/bench/cluster";
import { makeNaive } from "@/bench/naive";
import { type Options, wants } from "@/bench/options";
import { findPgbench, PGBENCH_HINT } from "@/bench/pgbench";
import {
  caseTable,
  commit,
  type Goal,
  goalTable,
  machineLine,
  writeResult,
  writeSection,
} from "@/bench/report";
import { type Ratio, type Run, ratio, runRounds } from "@/bench/rounds";
import { type Server, startBareNext, startPlain, startProduct } from "@/bench/servers";
import { closeDb } from "@/db/client";
import { brokenInvariants } from "@/db/invariants";
import { newId } from "@/lib/kernel/id";
import { buildApp } from "@/scripts/build-app";
import { localSecrets } from "@/scripts/local-data";
import { progress } from "@/scripts/progress";

/** Cases that need servers of HTTP, and the built product. */
const SERVER_CASES = ["c", "c2", "c20", "sold-out", "action", "d", "e", "f", "http-naive"];
const wantsServers = (options: Options) => SERVER_CASES.some((key) => wants(options, key));

/** Connections of the load, as the goals name them. */
const CONNECTIONS = 64;

/** Points `env()` and `db()` of this process at the benchmarks' database, as a web process would be. */
export function adoptEnvironment(url: string): Record<string, string> {
  const env = { ...localSecrets(), DATABASE_URL: url };
  Object.assign(process.env, env, { BASE_URL: "http://localhost:4300", LOG_LEVEL: "error" });
  return env;
}

/** The measured ratio of two cases; null where either was left out. */
export function maybe(
  runs: readonly Run[],
  a: Parameters<typeof ratio>[1],
  b: Parameters<typeof ratio>[2],
): Ratio | null {
  const has = (key: string) => runs.some((run) => run.key === key);
  return has(a[0]) && has(b[0]) ? ratio(runs, a, b) : null;
}

/** What the claim has to reach, beside what was measured. */
function goalsOf(runs: readonly Run[]): Goal[] {
  const rate = (a: string, b: string) => maybe(runs, [a, "perSecond"], [b, "perSecond"]);
  return [
    { words: "(b) claims in process / (a) naive claim by pgbench", aim: 15, ratio: rate("b", "a") },
    { words: "the same with a 1 ms flush", aim: 28, ratio: rate("b-slow", "a-slow") },
    {
      words: "one claim alone / one naive claim alone, p50",
      aim: 1.3,
      atMost: true,
      ratio: maybe(runs, ["b1", "p50"], ["node-naive1", "p50"]),
    },
    { words: "(c) whole claim over HTTP / (a)", aim: 4, ratio: rate("c", "a") },
    { words: "(c) / (d) bare Next route", aim: 8, ratio: rate("c", "d") },
    { words: "(c) / (e) one bare insert a request", aim: 1, ratio: rate("c", "e") },
    {
      words: "p99 of (c) / of a naive claim behind a bare server",
      aim: 0.33,
      atMost: true,
      ratio: maybe(runs, ["c", "p99"], ["http-naive", "p99"]),
    },
    { words: "refusals after sold-out / (f) bare Hono route", aim: 0.7, ratio: rate("sold-out", "f") },
  ];
}

/** Ratios without a goal, told beside the others. */
function besides(runs: readonly Run[]): [string, Ratio | null][] {
  const rate = (a: string, b: string) => maybe(runs, [a, "perSecond"], [b, "perSecond"]);
  return [
    ["(b) / lock and insert only, by pgbench at 16 clients", rate("b", "a-lean")],
    ["(b) / naive claim from Node, 64 callers", rate("b", "node-naive")],
    ["20 coupons at once / one, in process", rate("b20", "b")],
    ["20 coupons at once / one, over HTTP", rate("c20", "c")],
    ["two web processes / one", rate("c2", "c")],
    ["claim by the form's server action / (d)", rate("action", "d")],
  ];
}

/** Measures the claim against its yardsticks, all in one run on one Postgres; see docs/performance.md. */
export async function benchClaims(options: Options): Promise<number> {
  if (wantsServers(options)) await buildApp();
  const cluster = await startCluster();
  const servers: Server[] = [];
  try {
    await withBench(cluster, options, async (bench, env) => {
      report(cluster, await measure(bench, env, servers, options), options);
    });
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
    await closeDb();
    await cluster.stop();
  }
  return 0;
}

/** Makes the databases, the members and the connections that the cases need, and takes the connections away after `work`. */
export async function withBench(
  cluster: Cluster,
  options: Options,
  work: (bench: ClaimBench, env: Record<string, string>) => Promise<void>,
): Promise<void> {
  const url = await cluster.make("bench_claims");
  const env = adoptEnvironment(url);
  const naiveUrl = await makeNaive(cluster);
  const sql = postgres(url, { max: 2, onnotice() {} });
  const naive = postgres(naiveUrl, { max: 16, onnotice() {} });
  try {
    const pgbench = findPgbench();
    if (!pgbench) progress(PGBENCH_HINT);
    progress(`Making ${options.members} signed-in members`);
    const world = await makeWorld(sql, options.members);
    const shared = { cluster, sql, naive, naiveUrl, pgbench, seconds: options.seconds };
    await work({ ...shared, world, connections: CONNECTIONS }, env);
  } finally {
    await sql.end({ timeout: 5 });
    await naive.end({ timeout: 5 });
  }
}

async function measure(
  bench: ClaimBench,
  env: Record<string, string>,
  servers: Server[],
  options: Options,
): Promise<Run[]> {
  const { cluster, sql } = bench;
  const overHttp = wantsServers(options) ? await serverCases(bench, env, servers) : [];
  const cases = [...databaseCases(bench), ...overHttp];
  const wanted = cases.filter(({ key }) => wants(options, key));
  return await runRounds(wanted, {
    ...options,
    roots: () => [cluster.postmaster()],
    afterRound: async () => {
      progress("Asking every invariant");
      const broken = await brokenInvariants(drizzle(sql));
      if (Object.keys(broken).length > 0) throw new Error(`broken: ${JSON.stringify(broken)}`);
      await sql`checkpoint`;
    },
  });
}

async function serverCases(bench: ClaimBench, env: Record<string, string>, servers: Server[]) {
  const started = async (server: Promise<Server>) => {
    servers.push(await server);
    return await server;
  };
  const product = await started(startProduct(env));
  const second = await started(startProduct(env));
  const bare = {
    next: await started(startBareNext()),
    insert: await started(startPlain("insert", bench.naiveUrl)),
    hono: await started(startPlain("hono", bench.naiveUrl)),
    naive: await started(startPlain("naive", bench.naiveUrl, { pool: 16 })),
  };
  const hasEndpoint = await endpointAnswers(bench, product);
  return [...productCases(bench, product, second, hasEndpoint), ...bareCases(bench, bare)];
}

async function endpointAnswers({ world }: ClaimBench, { port }: Server): Promise<boolean> {
  const offer = await makeOffer(world.merchantId);
  const [member] = world.members;
  if (!member) throw new Error("there are no members");
  const { status, body } = await ask(port, claimRequest(member, offer, port, newId("evt")));
  if (status === "404") {
    progress("The web process has no claim endpoint: what is measured over HTTP is left out.");
    return false;
  }
  if (status !== "200") throw new Error(`the claim endpoint answered ${status}: ${body.slice(0, 300)}`);
  return true;
}

function report({ version }: Cluster, runs: readonly Run[], options: Options): void {
  const goals = goalsOf(runs);
  const also = besides(runs).map(
    ([words, found]) => `- ${words}: ${found ? found.value.toFixed(2) : "not measured"}`,
  );
  const path = writeResult("claims", {
    at: new Date(),
    commit: commit(),
    machine: machineLine(version),
    options,
    goals,
    runs,
  });
  const text = [
    `${machineLine(version)}; ${options.rounds} rounds of ${options.seconds} s a case; commit ${commit()}.`,
    goalTable(goals),
    `Beside them:\n\n${also.join("\n")}`,
    caseTable(runs),
  ].join("\n\n");
  console.log(`\n${text}\n`);
  if (options.write) writeSection("claims", text);
  progress(`Kept in ${path}`);
}
