import { encode } from "next-auth/jwt";
import { adoptEnvironment } from "@/bench/claims";
import { type Cluster, startCluster } from "@/bench/cluster";
import { type Edge, startEdge } from "@/bench/edge";
import { median, quantile } from "@/bench/figures";
import { prepareMillion } from "@/bench/growth";
import { type ListVisit, visitLists } from "@/bench/list-visits";
import { fillOrders, type Reader } from "@/bench/lists-data";
import { waitForQuiet } from "@/bench/noise";
import { type Options, wants } from "@/bench/options";
import {
  commit,
  type Goal,
  goalTable,
  machineLine,
  short,
  table,
  writeResult,
  writeSection,
} from "@/bench/report";
import { startProduct } from "@/bench/servers";
import { closeDb } from "@/db/client";
import { env } from "@/lib/platform/env";
import { buildApp } from "@/scripts/build-app";
import { progress } from "@/scripts/progress";

/** A list, and what stands in each of its rows' addresses. */
const lists = [
  { key: "members", title: "member list", path: "/members", row: /\/members\/mbr_/ },
  { key: "members-name", title: "member list, by name", path: "/members?sort=name", row: /\/members\/mbr_/ },
  { key: "coupons", title: "coupon list", path: "/coupons", row: /\/coupons\/cpn_/ },
  { key: "orders", title: "order list", path: "/orders", row: /\/orders\/ord_/ },
  {
    key: "orders-paid",
    title: "order list, to hand over",
    path: "/orders?status=paid",
    row: /\/orders\/ord_/,
  },
] as const;
type List = (typeof lists)[number];

const WARM = 10;
const SAMPLES = 15;

type Times = { readonly firstByte: number; readonly firstRow: number; readonly whole: number };

/** Measures how soon the console's lists show their first row with a million members, vouchers and orders. */
export async function benchLists(options: Options): Promise<number> {
  await buildApp();
  const cluster = await startCluster();
  try {
    // Making what has secrets asks for the environment, before there is a database of that name.
    adoptEnvironment(cluster.urlOf("scrip"));
    const url = cluster.urlOf(await prepareMillion(cluster, options));
    const adopted = adoptEnvironment(url);
    const reader = await fillOrders(url);
    const web = await startProduct(adopted);
    let edge: Edge | null = null;
    try {
      edge = await startEdge(web.port);
      const path = `/console/${reader.slug}`;
      const base = `http://localhost:${web.port}${path}`;
      const cookie = await cookieOf(reader);
      await waitForQuiet([web.pid, cluster.postmaster()], options.patience);
      const found = await measure(base, cookie, options);
      const ways = waysTo(`http://localhost:${web.port}`, edge).map((way) => ({
        ...way,
        base: way.origin + path,
      }));
      report(cluster, { found, visits: await visit(ways, cookie, options) }, options);
    } finally {
      await edge?.stop();
      await web.stop();
    }
  } finally {
    await closeDb();
    await cluster.stop();
  }
  return 0;
}

async function cookieOf({ sessionId }: Reader): Promise<string> {
  const secret = env().STAFF_SESSION_SECRET;
  const token = await encode({ token: { sub: sessionId }, secret, maxAge: 43_200 });
  return `scrip.staff=${token}; locale=en`;
}

async function measure(base: string, cookie: string, options: Options) {
  const found: { list: List; times: Times[] }[] = lists
    .filter(({ key }) => wants(options, key))
    .map((list) => ({ list, times: [] }));
  for (const { list } of found) {
    for (let turn = 0; turn < WARM; turn += 1) await timesOf(base, cookie, list);
  }
  for (let turn = 0; turn < options.rounds * SAMPLES; turn += 1) {
    for (const { list, times } of found) times.push(await timesOf(base, cookie, list));
  }
  return found;
}

/** How a browser comes to the product: through what stands before it in use, and straight. */
function waysTo(web: string, edge: Edge | null) {
  const straight = { over: "HTTP/1.1", origin: web };
  return edge ? [{ over: "HTTP/2", origin: edge.origin }, straight] : [straight];
}

/** The lists in a browser on Fast 4G. */
async function visit(
  ways: readonly { readonly over: string; readonly base: string }[],
  cookie: string,
  options: Options,
): Promise<ListVisit[]> {
  const cookies = cookie.split("; ").map((pair) => {
    const [name = "", value = ""] = pair.split("=");
    return { name, value };
  });
  const asked = lists.filter(({ key }) => wants(options, key) && (key === "members" || key === "coupons"));
  return await visitLists(
    ways.flatMap(({ over, base }) => asked.map(({ title, path }) => ({ title, over, url: base + path }))),
    cookies,
  );
}

/** One page as a browser asks for it, read until its first row is there, and then to its end. */
async function timesOf(base: string, cookie: string, { path, row }: List): Promise<Times> {
  const began = performance.now();
  const response = await fetch(base + path, { headers: { cookie, accept: "text/html" }, redirect: "manual" });
  if (response.status !== 200 || !response.body)
    throw new Error(`${path} answered ${response.status} ${response.headers.get("location") ?? ""}`);
  const text = new TextDecoder();
  let body = "";
  let firstByte: number | null = null;
  let firstRow: number | null = null;
  for await (const part of response.body) {
    firstByte ??= performance.now() - began;
    body += text.decode(part, { stream: true });
    if (firstRow === null && row.test(body)) firstRow = performance.now() - began;
  }
  if (firstByte === null || firstRow === null) throw new Error(`${path} has no row`);
  return { firstByte, firstRow, whole: performance.now() - began };
}

/** A list is usable within 2.5 s (UX-15). */
function goalsOf(visits: readonly ListVisit[]): Goal[] {
  if (visits.length === 0) return [];
  // As it is in use, where there is what stands before it; the straight way is told beside it.
  const first = visits.filter(({ over }) => over === visits[0]?.over);
  const value = Math.max(...first.map(({ usableMs }) => usableMs)) / 1000;
  const ratio = { value, quiet: 1, all: 1 };
  return [{ words: "a list is usable on Fast 4G, seconds", aim: 2.5, atMost: true, ratio }];
}

function report(
  { version }: Cluster,
  {
    found,
    visits,
  }: {
    readonly found: readonly { list: List; times: readonly Times[] }[];
    readonly visits: readonly ListVisit[];
  },
  options: Options,
): void {
  const rows = found.map(({ list, times }) => {
    const of = (key: keyof Times) => times.map((one) => one[key]);
    const sorted = of("firstRow").toSorted((a, b) => a - b);
    return [
      list.title,
      short(median(of("firstByte"))),
      short(median(of("firstRow"))),
      short(quantile(sorted, 0.95)),
      short(median(of("whole"))),
    ];
  });
  const head = ["list", "first byte ms", "first row ms", "first row p95 ms", "whole page ms"];
  const samples = options.rounds * SAMPLES;
  const text = [
    `${machineLine(version)}; one reader, ${samples} pages of each list in turn, after ${WARM} of each; commit ${commit()}.`,
    table(head, rows),
    goalTable(goalsOf(visits)),
    table(
      ["first visit on Fast 4G", "over", "first row ms", "usable ms"],
      visits.map(({ title, over, rowMs, usableMs }) => [title, over, String(rowMs), String(usableMs)]),
    ),
  ].join("\n\n");
  const measured = found.map(({ list, times }) => ({ key: list.key, times }));
  const path = writeResult("lists", {
    at: new Date(),
    commit: commit(),
    machine: machineLine(version),
    measured,
    visits,
  });
  console.log(`\n${text}\n`);
  if (options.write) writeSection("lists", text);
  progress(`Kept in ${path}`);
}
