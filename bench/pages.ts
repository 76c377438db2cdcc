import postgres from "postgres";
import { ask, pageRequest } from "@/bench/claim-requests";
import { makeOffer, makeWorld } from "@/bench/claim-world";
import { adoptEnvironment, maybe } from "@/bench/claims";
import { type Cluster, startCluster } from "@/bench/cluster";
import { runLoad } from "@/bench/load";
import { type Options, wants } from "@/bench/options";
import {
  caseTable,
  commit,
  type Goal,
  goalTable,
  machineLine,
  writeResult,
  writeSection,
} from "@/bench/report";
import { type Case, type Run, runRounds } from "@/bench/rounds";
import { type Server, startBareNext, startPlain, startProduct } from "@/bench/servers";
import { closeDb } from "@/db/client";
import { buildApp } from "@/scripts/build-app";
import { progress } from "@/scripts/progress";

const CONNECTIONS = 16;
const MOST = 1_000_000;

/** Measures the public activity page for visitors against a bare Next route of the same Next. */
export async function benchPages(options: Options): Promise<number> {
  await buildApp();
  const cluster = await startCluster();
  const servers: Server[] = [];
  try {
    const runs = await measure(cluster, servers, options);
    report(cluster, runs, options);
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
    await closeDb();
    await cluster.stop();
  }
  return 0;
}

async function measure(cluster: Cluster, servers: Server[], options: Options): Promise<Run[]> {
  const url = await cluster.make("bench_pages");
  const env = adoptEnvironment(url);
  const sql = postgres(url, { max: 1, onnotice() {} });
  try {
    const world = await makeWorld(sql, 10);
    const offer = await makeOffer(world.merchantId);
    const started = async (server: Promise<Server>) => {
      servers.push(await server);
      return await server;
    };
    const product = await started(startProduct(env));
    const next = await started(startBareNext());
    const nothing = await started(startPlain("nothing", url));
    const look = await ask(product.port, pageRequest(`/a/${offer.slug}`, product.port));
    if (look.status !== "200" || !look.body.includes('name="password"')) {
      throw new Error(`the activity page answered ${look.status}`);
    }
    const get = (key: string, title: string, { port }: Server, path: string): Case => ({
      key,
      title,
      run: async () => {
        const plan = { ports: [port], connections: CONNECTIONS, seconds: options.seconds, most: MOST };
        const figures = await runLoad({ ...plan, requests: [pageRequest(path, port)] });
        if (Object.keys(figures.answers).join() !== "200") throw new Error(JSON.stringify(figures.answers));
        return figures;
      },
    });
    const cases = [
      get("page", "activity page, visitor", product, `/a/${offer.slug}`),
      get("d", "(d) bare Next route", next, "/bare"),
      get("nothing", "bare Node server", nothing, "/"),
    ];
    return await runRounds(
      cases.filter(({ key }) => wants(options, key)),
      { ...options, roots: () => [cluster.postmaster()] },
    );
  } finally {
    await sql.end({ timeout: 5 });
  }
}

function report({ version }: Cluster, runs: readonly Run[], options: Options): void {
  const goals: Goal[] = [
    {
      words: "activity page for visitors / (d) bare Next route, requests per second",
      aim: 5,
      ratio: maybe(runs, ["page", "perSecond"], ["d", "perSecond"]),
    },
  ];
  const path = writeResult("pages", {
    at: new Date(),
    commit: commit(),
    machine: machineLine(version),
    options,
    goals,
    runs,
  });
  const text = [
    `${machineLine(version)}; ${CONNECTIONS} connections; ${options.rounds} rounds of ${options.seconds} s a case; commit ${commit()}.`,
    goalTable(goals),
    caseTable(runs),
  ].join("\n\n");
  console.log(`\n${text}\n`);
  if (options.write) writeSection("pages", text);
  progress(`Kept in ${path}`);
}
