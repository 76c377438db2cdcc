import { execFile } from "node:child_process";
import { Agent, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { expect, test } from "@playwright/test";
import { and, eq, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { activityViews } from "@/db/schema/activities";
import type { TestWorld } from "@/db/seed/test-world";
import { freePort, type OwnServer, startOwnServer } from "@/e2e/fixtures/own-server";
import { memberCookie, openProduct } from "@/e2e/fixtures/product";
import { runLog } from "@/e2e/fixtures/run-log";
import { newWorld } from "@/e2e/fixtures/worlds";
import { processLife } from "@/lib/platform/process-lock";
import { buildKey } from "@/scripts/local-data";

const DELAY_MS = 1500;
const agent = new Agent({ keepAlive: true, maxSockets: 50 });

let port: number;
let server: OwnServer;

test.beforeAll(async () => {
  server = await startOwnServer(runLog, { SHUTDOWN_DELAY_MS: String(DELAY_MS) });
  port = server.port;
});

test.afterAll(() => {
  agent.destroy();
  if (server.process.exitCode === null) server.process.kill("SIGKILL");
});

type Done = { readonly status: number; readonly whole: boolean; readonly body: string };

/** Asks for a path; `slowly` sends the body's second half only after that many milliseconds. */
function ask(path: string, headers: Record<string, string> = {}, slowly?: number): Promise<Done> {
  return new Promise((resolve, reject) => {
    const method = slowly === undefined ? "GET" : "POST";
    const sent = request({ host: "127.0.0.1", port, path, method, headers, agent }, (answer) => {
      let body = "";
      answer.on("data", (chunk: Buffer) => {
        body += chunk.toString();
      });
      answer.on("error", reject);
      answer.on("close", () => resolve({ status: answer.statusCode ?? 0, whole: answer.complete, body }));
    });
    sent.on("error", reject);
    if (slowly === undefined) return sent.end();
    sent.write("a=");
    setTimeout(() => sent.end("b"), slowly);
  });
}

async function viewsOf(world: TestWorld): Promise<number> {
  const [row] = await db()
    .select({ views: sql<number>`coalesce(sum(${activityViews.views}), 0)::int` })
    .from(activityViews)
    .where(
      and(
        eq(activityViews.merchantId, world.merchantId),
        eq(activityViews.activityId, world.first.activityId),
      ),
    );
  return row?.views ?? 0;
}

test("a server that is told to end says so first, finishes every request it took, and is gone in time (F-2)", async () => {
  const world = await newWorld("ENDING");
  const cookie = await memberCookie(world.merchantId, world.first.memberId);
  const headers = { cookie: `${cookie.name}=${cookie.value}`, "user-agent": "Mozilla/5.0" };
  const paths: { path: string; headers: Record<string, string>; isLook: boolean }[] = [
    { path: `/a/${world.first.slug}`, headers, isLook: true },
    { path: `/a/${world.first.slug}`, headers: { "user-agent": "Mozilla/5.0" }, isLook: true },
    { path: `/m/${world.slug}/coupons`, headers, isLook: false },
    { path: "/api/v1/nothing", headers: {}, isLook: false },
  ];
  // What a first visit loads is no part of this.
  for (const { path, headers: own } of paths) expect((await ask(path, own)).status).toBeLessThan(500);
  await expect.poll(() => viewsOf(world), { timeout: 20_000 }).toBe(9);
  const before = 9;
  const done: Done[] = [];
  const failed: string[] = [];
  let looks = 0;
  let answeredWhileDraining = 0;
  let seenNotReady = 0;
  // As a balancer does: it asks for readiness all the time and sends nothing more once that is gone.
  const balancer = (async () => {
    while (seenNotReady === 0) {
      const { status, body } = await ask("/readyz");
      if (status === 503 && body.includes('"draining":true')) seenNotReady = Date.now();
      await sleep(50);
    }
  })();
  const clients = Array.from({ length: 8 }, async (_, at) => {
    for (let turn = at; seenNotReady === 0; turn += 1) {
      const {
        path,
        headers: own,
        isLook,
      } = paths[turn % paths.length] ?? { path: "/", headers: {}, isLook: false };
      try {
        const answer = await ask(path, own);
        done.push(answer);
        if (isLook && answer.status === 200) looks += 1;
        if (seenNotReady > 0) answeredWhileDraining += 1;
      } catch (error) {
        failed.push(`${path}: ${error}`);
      }
    }
  });
  await expect.poll(() => done.length, { timeout: 60_000 }).toBeGreaterThan(50);
  // Still being sent when the server has long stopped accepting.
  const slow = ask("/sign-in", { "content-length": "3", "content-type": "text/plain" }, DELAY_MS + 2000);
  await sleep(300);
  const toldAt = Date.now();
  server.process.kill("SIGTERM");
  await Promise.all([balancer, ...clients]);
  const { status, whole } = await slow;
  const exit = await server.ended;
  expect(failed).toEqual([]);
  const cut = done.filter((answer) => !answer.whole || answer.status >= 500);
  expect(cut.map((answer) => `${answer.status}, whole: ${answer.whole}`)).toEqual([]);
  expect(answeredWhileDraining).toBeGreaterThan(0);
  expect(seenNotReady - toldAt).toBeLessThan(DELAY_MS);
  expect(whole && status < 500, `the slow one: ${status}`).toBe(true);
  expect(exit).toBe(0);
  expect(Date.now() - toldAt).toBeLessThan(30_000);
  expect(await viewsOf(world), "what it had added up is written").toBe(before + looks);
});

for (const [program, waits] of [
  ["server", 0],
  ["server", 600],
  ["worker", 0],
  ["worker", 600],
] as const) {
  test(`a ${program} whose parent dies ${waits} ms after it was started ends too`, async () => {
    const secrets = openProduct();
    const own = await freePort();
    const parent = `
      const log = require("node:fs").openSync(${JSON.stringify(runLog)}, "a");
      const child = require("node:child_process").spawn(process.execPath, ["dist/${program}.mjs"], {
        stdio: ["ignore", log, log, "ipc"],
      });
      child.once("spawn", () => process.stdout.write(String(child.pid), () => setTimeout(process.exit, ${waits})));`;
    const env = { ...process.env, ...secrets, ...buildKey(), NODE_ENV: "production" as const };
    const more = {
      PORT: String(own),
      BASE_URL: `http://localhost:${own}`,
      SHUTDOWN_DELAY_MS: "0",
      LOG_LEVEL: "debug",
    };
    const { stdout } = await promisify(execFile)(process.execPath, ["--eval", parent], {
      env: { ...env, ...more },
    });
    expect(Number(stdout)).toBeGreaterThan(1);
    await expect.poll(() => processLife(Number(stdout)), { timeout: 40_000 }).toBeNull();
  });
}
