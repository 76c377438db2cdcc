import postgres from "postgres";
import { ask, pageRequest } from "@/bench/claim-requests";
import { makeOffer, makeWorld } from "@/bench/claim-world";
import { adoptEnvironment, maybe } from "@/bench/claims";
import { type Cluster, startCluster } from "@/bench/cluster";
import { withCpu } from "@/bench/cpu";
import { runLoad } from "@/bench/load";
import { type Options, wants } from "@/bench/options";
import { measureVitals, type Vitals } from "@/bench/page-vitals";
import { decorateFully } from "@/bench/page-world";
import { profileCase, profiledEnv } from "@/bench/profile";
import {
  caseTable,
  commit,
  type Goal,
  goalTable,
  machineLine,
  table,
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
    const measured = await measure(cluster, servers, options);
    if (measured) report(cluster, measured, options);
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
    await closeDb();
    await cluster.stop();
  }
  return 0;
}

type Measured = { readonly runs: Run[]; readonly vitals: readonly Vitals[] };

/** Null: a case was profiled instead. */
async function measure(cluster: Cluster, servers: Server[], options: Options): Promise<Measured | null> {
  const url = await cluster.make("bench_pages");
  const env = adoptEnvironment(url);
  const sql = postgres(url, { max: 1, onnotice() {} });
  try {
    const world = await makeWorld(sql, 10);
    const offer = await makeOffer(world.merchantId);
    const full = await makeOffer(world.merchantId);
    const { heroKb } = await decorateFully(world, full);
    const started = async (server: Promise<Server>) => {
      servers.push(await server);
      return await server;
    };
    const product = await started(startProduct(options.profile ? { ...env, ...profiledEnv() } : env));
    const next = await started(startBareNext());
    const nothing = await started(startPlain("nothing", url));
    const look = await ask(product.port, pageRequest(`/a/${offer.slug}`, product.port, "identity"));
    if (look.status !== "200" || !look.body.includes('name="password"')) {
      throw new Error(`the activity page answered ${look.status}`);
    }
    const get = (
      key: string,
      title: string,
      { pid, port }: Server,
      path: string,
      encoding?: string,
    ): Case => ({
      key,
      title,
      run: () =>
        withCpu([pid], cluster.postmaster(), async () => {
          const plan = { ports: [port], connections: CONNECTIONS, seconds: options.seconds, most: MOST };
          const figures = await runLoad({ ...plan, requests: [pageRequest(path, port, encoding)] });
          if (Object.keys(figures.answers).join() !== "200") throw new Error(JSON.stringify(figures.answers));
          return figures;
        }),
    });
    const cases = [
      get("page", "activity page, visitor", product, `/a/${offer.slug}`),
      get("plain", "the same, to who takes nothing compressed", product, `/a/${offer.slug}`, "identity"),
      get("full", "decorated page of 30 sections, visitor", product, `/a/${full.slug}`),
      get("d", "(d) bare Next route", next, "/bare"),
      get("nothing", "bare Node server", nothing, "/"),
    ];
    const wanted = cases.filter(({ key }) => wants(options, key));
    if (options.profile) {
      if (wanted[0]) await profileCase(product, wanted[0]);
      return null;
    }
    const at = (slug: string) => `http://127.0.0.1:${product.port}/a/${slug}`;
    const vitals = await measureVitals([
      { title: "activity page", url: at(offer.slug) },
      { title: `decorated page of 30 sections, hero of ${heroKb} kB`, url: at(full.slug) },
    ]);
    const runs = await runRounds(wanted, { ...options, roots: () => [cluster.postmaster()] });
    return { runs, vitals };
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** A figure that is taken once, beside no other. */
const once = (value: number) => ({ value, quiet: 1, all: 1 });

/** The first visit on a slow phone (UX-13, UX-14). */
const vitalsTable = (vitals: readonly Vitals[]) =>
  table(
    ["first visit, slow phone", "LCP ms", "INP ms", "CLS", "script kB", "all kB", "other hosts"],
    vitals.map(({ title, lcpMs, inpMs, cls, scriptKb, allKb, strangers }) => [
      ...[
        title,
        String(lcpMs),
        String(inpMs),
        cls.toFixed(3),
        String(scriptKb),
        String(allKb),
        strangers.join(", ") || "none",
      ],
    ]),
  );

function report({ version }: Cluster, { runs, vitals }: Measured, options: Options): void {
  const worst = (pick: (one: Vitals) => number) => Math.max(...vitals.map(pick));
  const goals: Goal[] = [
    {
      words: "activity page for visitors / (d) bare Next route, requests per second",
      aim: 5,
      ratio: maybe(runs, ["page", "perSecond"], ["d", "perSecond"]),
    },
    {
      words: "largest paint of a page of text on a slow phone, seconds",
      aim: 1,
      atMost: true,
      ratio: once((vitals[0]?.lcpMs ?? 0) / 1000),
    },
    {
      words: "largest paint of a decorated page with a hero of at most 60 kB on a slow phone, seconds",
      aim: 1.5,
      atMost: true,
      ratio: once((vitals[1]?.lcpMs ?? 0) / 1000),
    },
    {
      words: "longest wait after a tap or key on a slow phone, seconds",
      aim: 0.2,
      atMost: true,
      ratio: once(worst((v) => v.inpMs) / 1000),
    },
    {
      words: "how far what is on a page jumps while it comes (cumulative layout shift)",
      aim: 0.02,
      atMost: true,
      ratio: once(worst((v) => v.cls)),
    },
    {
      words: "script before anything is pressed, kB",
      aim: 155,
      atMost: true,
      ratio: once(worst((v) => v.scriptKb)),
    },
  ];
  const path = writeResult("pages", {
    at: new Date(),
    commit: commit(),
    machine: machineLine(version),
    options,
    goals,
    runs,
    vitals,
  });
  const text = [
    `${machineLine(version)}; ${CONNECTIONS} connections; ${options.rounds} rounds of ${options.seconds} s a case; commit ${commit()}.`,
    goalTable(goals),
    caseTable(runs),
    vitalsTable(vitals),
  ].join("\n\n");
  console.log(`\n${text}\n`);
  if (options.write) writeSection("pages", text);
  progress(`Kept in ${path}`);
}
