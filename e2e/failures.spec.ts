import { readFileSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "@playwright/test";
import { type OwnServer, startOwnServer } from "@/e2e/fixtures/own-server";
import { openProduct } from "@/e2e/fixtures/product";
import { unspeakable } from "@/e2e/fixtures/run-log";
import { unfitLines } from "@/scripts/log-check";

const logFile = resolve(".data", "e2e-failures.log");
const lostFile = resolve(".data", "e2e-lost.log");
/** One finds no table, one no database. */
let server: OwnServer;
let lost: OwnServer;

test.beforeAll(async () => {
  rmSync(logFile, { force: true });
  rmSync(lostFile, { force: true });
  openProduct();
  // A database in which no table is found: every statement of this server fails.
  const url = new URL(process.env.DATABASE_URL ?? "");
  url.searchParams.set("search_path", "nowhere");
  server = await startOwnServer(logFile, { DATABASE_URL: url.href, SHUTDOWN_DELAY_MS: "0" });
  const nowhere = "postgres://nobody:nothing@127.0.0.1:9/none";
  lost = await startOwnServer(lostFile, { DATABASE_URL: nowhere, SHUTDOWN_DELAY_MS: "0" });
});

test.afterAll(async () => {
  for (const { process: child, ended } of [server, lost]) {
    child.kill("SIGTERM");
    await ended;
  }
  const never = await unspeakable();
  for (const file of [logFile, lostFile])
    expect(unfitLines(readFileSync(file, "utf8"), never), file).toEqual([]);
});

test("a failed statement is logged once, with its request, and shows nobody what was asked (S-34)", async () => {
  const paths = ["/a/SNOWFLAKEWORD", "/a/SNOWFLAKEWORD?p=MAPLEWORD", "/m/ACORNWORD", "/console/BIRCHWORD"];
  const headers = { "content-type": "application/x-www-form-urlencoded", accept: "text/html" };
  const ids: string[] = [];
  for (const path of paths) {
    const answer = await fetch(`http://127.0.0.1:${server.port}${path}`, { headers, redirect: "manual" });
    if (answer.status === 500) ids.push(answer.headers.get("x-request-id") ?? "none");
    const body = await answer.text();
    expect(body, path).not.toMatch(/relation|select |search_path|\.next\/server|node_modules|Failed query/);
  }
  expect(ids.length).toBeGreaterThan(1);
  const never = {
    phones: [],
    emails: [],
    oneTimeCodes: [],
    words: [],
    texts: ["SNOWFLAKE", "MAPLE", "ACORN", "BIRCH"],
  };
  const lines = () => readFileSync(logFile, "utf8");
  await expect.poll(lines).toContain("a database statement failed");
  expect(unfitLines(lines(), never)).toEqual([]);
  const errors = lines()
    .split("\n")
    .flatMap((line) => (line.includes('"level":"error"') ? [JSON.parse(line)] : []));
  for (const id of ids) {
    const of = errors.filter(({ requestId }) => requestId === id);
    expect(of.length, `errors of one request`).toBeGreaterThan(0);
    expect(new Set(of.map(({ err }) => err.stack)).size, "each is logged once").toBe(of.length);
    expect(of[0].err).toMatchObject({ message: "a database statement failed", sqlState: "42P01" });
  }
  expect(errors.filter(({ requestId }) => requestId === undefined)).toEqual([]);
});

test("a server whose database cannot be used is alive, but not ready, and its figures say so", async () => {
  const ask = async (path: string) => await fetch(`http://127.0.0.1:${server.port}${path}`);
  expect((await ask("/healthz")).status).toBe(200);
  const ready = await ask("/readyz");
  expect(ready.status).toBe(503);
  expect(await ready.json()).toMatchObject({ ready: false, database: "down" });
  const figures = await (await ask("/metrics")).text();
  expect(figures).toContain("scrip_database_up 0");
  expect(figures).toMatch(/scrip_requests_total\{method="GET",kind="page",status="500",route="[^"]+"\} \d/);
});

test("without a database every page says within its time that it should be asked again, and no bug is logged", async () => {
  for (const path of ["/a/anything", "/a/anything?p=word", "/m/anything", "/m/anything/login"]) {
    const began = Date.now();
    const answer = await fetch(`http://127.0.0.1:${lost.port}${path}`);
    expect(`${path} ${answer.status}`).toBe(`${path} 503`);
    expect(answer.headers.get("retry-after"), path).toBe("1");
    expect(answer.headers.get("x-frame-options"), path).toBe("DENY");
    expect(Date.now() - began, path).toBeLessThan(5000);
    await answer.text();
  }
  expect((await fetch(`http://127.0.0.1:${lost.port}/healthz`)).status).toBe(200);
  const logged = readFileSync(lostFile, "utf8");
  expect(logged).toContain('"msg":"too busy"');
  expect(logged).not.toContain('"level":"error"');
});
