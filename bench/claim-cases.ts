import { setTimeout as sleep } from "node:timers/promises";
import type postgres from "postgres";
import { runCallers } from "@/bench/callers";
import { claimRequest, claimRequests, formRequests, likeClaims } from "@/bench/claim-requests";
import { assertOffers, makeOffer, type Offer, type World } from "@/bench/claim-world";
import type { Cluster } from "@/bench/cluster";
import { withCpu } from "@/bench/cpu";
import type { Figures } from "@/bench/figures";
import { type LoadPlan, runLoad } from "@/bench/load";
import { checkNaive, claimNaively, PGBENCH_LEAN, PGBENCH_NAIVE } from "@/bench/naive";
import { runPgbench } from "@/bench/pgbench";
import type { Case } from "@/bench/rounds";
import type { Server } from "@/bench/servers";
import { memberScope } from "@/db/seed/factories";
import { claimPrizes } from "@/lib/activities/claim-prizes";
import { newId } from "@/lib/kernel/id";

/** Most claims of one run: no more than the offer's smallest limit. */
const MOST = 900_000;

export type ClaimBench = {
  readonly cluster: Cluster;
  /** The product's database. */
  readonly sql: postgres.Sql;
  readonly world: World;
  /** Sixteen connections to the naive design's database. */
  readonly naive: postgres.Sql;
  readonly naiveUrl: string;
  readonly pgbench: string | null;
  readonly seconds: number;
  readonly connections: number;
};

/** The rate of one kind of answer alone; an answer of another kind is no claim. */
function only(figures: Figures, words: readonly string[]): Figures {
  const done = words.reduce((sum, word) => sum + (figures.answers[word] ?? 0), 0);
  if (done === 0)
    throw new Error(`none of ${words.join(", ")} was answered: ${JSON.stringify(figures.answers)}`);
  return { ...figures, done, perSecond: done / figures.seconds };
}

/** A run against fresh offers, and the check that every counter equals its rows afterwards. */
async function onOffers(
  bench: ClaimBench,
  count: number,
  words: readonly string[],
  run: (offers: readonly Offer[]) => Promise<Figures>,
): Promise<Figures> {
  const offers: Offer[] = [];
  for (let i = 0; i < count; i++) offers.push(await makeOffer(bench.world.merchantId));
  const figures = only(await run(offers), words);
  const unknown = Object.entries(figures.answers)
    .filter(([word]) => /^error|^5/.test(word))
    .reduce((sum, [, times]) => sum + times, 0);
  await assertOffers(bench.sql, offers, figures.done, unknown);
  return figures;
}

/** Callers in this process, with what they cost. */
const inProcess = (bench: ClaimBench, callers: number, work: (serial: number) => Promise<string>) =>
  withCpu([process.pid], bench.cluster.postmaster(), () =>
    runCallers({ callers, seconds: bench.seconds, most: MOST }, work),
  );

/** A load on servers, with what it costs them; the load generator's own time is not in it. */
const overHttp = (bench: ClaimBench, servers: readonly Server[], requests: LoadPlan["requests"]) =>
  withCpu(
    servers.map(({ pid }) => pid),
    bench.cluster.postmaster(),
    () => {
      const { connections, seconds } = bench;
      return runLoad({ ports: servers.map(({ port }) => port), connections, seconds, most: MOST, requests });
    },
  );

async function withNaiveCheck(bench: ClaimBench, run: () => Promise<Figures>): Promise<Figures> {
  const figures = await run();
  const wrong = await checkNaive(bench.naive);
  if (wrong) throw new Error(wrong);
  return figures;
}

/** As if a flush to disk took a millisecond, like on a disk in a cloud. */
async function withSlowFlush(bench: ClaimBench, run: () => Promise<Figures>): Promise<Figures> {
  await bench.cluster.set({ commit_delay: "1000", commit_siblings: "0" });
  await sleep(300);
  try {
    return await run();
  } finally {
    await bench.cluster.set({ commit_delay: null, commit_siblings: null });
    await sleep(300);
  }
}

function pgbenchCases(bench: ClaimBench): Case[] {
  const { pgbench: program, naiveUrl: url, seconds } = bench;
  if (!program) return [];
  const by = (script: string, clients: number) => () =>
    withNaiveCheck(bench, () =>
      withCpu([], bench.cluster.postmaster(), () => runPgbench({ program, url, script, clients, seconds })),
    );
  return [
    { key: "a", title: "(a) pgbench, naive locked claim, 16 clients", run: by(PGBENCH_NAIVE, 16) },
    { key: "a1", title: "pgbench, naive locked claim, 1 client", run: by(PGBENCH_NAIVE, 1) },
    { key: "a-lean", title: "pgbench, lock and insert only, 16 clients", run: by(PGBENCH_LEAN, 16) },
    {
      key: "a-slow",
      title: "(a) with a 1 ms flush",
      run: () => withSlowFlush(bench, by(PGBENCH_NAIVE, 16)),
    },
  ];
}

function inProcessCases(bench: ClaimBench): Case[] {
  const { world, naive } = bench;
  const naively = (callers: number) => () =>
    withNaiveCheck(bench, () => inProcess(bench, callers, () => claimNaively(naive)));
  const ours =
    (callers: number, coupons = 1) =>
    () =>
      onOffers(bench, coupons, ["ok"], (offers) =>
        inProcess(bench, callers, (serial) => claimOnce(world, offers, serial)),
      );
  return [
    { key: "node-naive", title: "naive locked claim from Node, 64 callers, pool of 16", run: naively(64) },
    { key: "node-naive1", title: "naive locked claim from Node, 1 caller", run: naively(1) },
    { key: "b", title: "(b) claimPrizes in process, 64 callers", run: ours(64) },
    { key: "b1", title: "claimPrizes in process, 1 caller", run: ours(1) },
    { key: "b20", title: "claimPrizes in process, 64 callers, 20 coupons", run: ours(64, 20) },
    { key: "b-slow", title: "(b) with a 1 ms flush", run: () => withSlowFlush(bench, ours(64)) },
  ];
}

async function claimOnce(world: World, offers: readonly Offer[], serial: number): Promise<string> {
  const member = world.members[serial % world.members.length];
  const offer = offers[serial % offers.length];
  if (!member || !offer) throw new Error("nobody to claim, or nothing");
  const result = await claimPrizes(memberScope(world.merchantId, member.id), {
    activityId: offer.activityId,
    password: offer.password,
    requestId: newId("evt"),
    address: "127.0.0.1",
  });
  return result.ok ? "ok" : result.refusal.code;
}

/** Servers that do one thing each, and the bare Next app. */
export function bareCases(
  bench: ClaimBench,
  servers: { next: Server; insert: Server; hono: Server; naive: Server },
): Case[] {
  const post = (server: Server, path: string) => async () =>
    only(await overHttp(bench, [server], likeClaims(bench.world, path, server.port)), ["200"]);
  return [
    { key: "d", title: "(d) bare Next route", run: post(servers.next, "/bare") },
    { key: "e", title: "(e) bare Node server, one insert a request", run: post(servers.insert, "/") },
    { key: "f", title: "(f) bare Hono route", run: post(servers.hono, "/") },
    {
      key: "http-naive",
      title: "naive locked claim behind a bare Node server",
      run: () => withNaiveCheck(bench, post(servers.naive, "/")),
    },
  ];
}

/** The whole claim against the product's web processes: one, two, many coupons, sold out, and by the form. */
export function productCases(bench: ClaimBench, first: Server, second: Server, hasEndpoint: boolean): Case[] {
  const { world } = bench;
  const claims =
    (servers: readonly Server[], coupons = 1) =>
    () =>
      onOffers(bench, coupons, ["200"], (offers) =>
        overHttp(bench, servers, claimRequests(world, offers, first.port)),
      );
  const byForm = () =>
    onOffers(bench, 1, ["303"], async ([offer]) => {
      if (!offer) throw new Error("no offer");
      return await overHttp(bench, [first], await formRequests(world, offer, first.port));
    });
  const soldOut = async () => {
    const offer = await makeOffer(world.merchantId, 1);
    const one = world.members[0];
    if (!one) throw new Error("nobody to claim");
    const request = claimRequest(one, offer, first.port, newId("evt"));
    await runLoad({ ports: [first.port], connections: 1, seconds: 5, most: 1, requests: [request] });
    const figures = await overHttp(bench, [first], claimRequests(world, [offer], first.port));
    await assertOffers(bench.sql, [offer], 1);
    return only(figures, ["409"]);
  };
  const form = { key: "action", title: "claim by the form's server action", run: byForm };
  if (!hasEndpoint) return [form];
  return [
    { key: "c", title: "(c) whole claim over HTTP", run: claims([first]) },
    { key: "c2", title: "whole claim, two web processes", run: claims([first, second]) },
    { key: "c20", title: "whole claim, 20 coupons", run: claims([first], 20) },
    { key: "sold-out", title: "refusals after sold-out", run: soldOut },
    form,
  ];
}

/** Everything that needs no server of HTTP. */
export const databaseCases = (bench: ClaimBench): Case[] => [
  ...pgbenchCases(bench),
  ...inProcessCases(bench),
];
