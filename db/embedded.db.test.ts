import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Embedded, runningPid, startEmbedded, stopEmbedded } from "@/db/embedded";

let dataDir = "";

beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), "scrip-pg-"));
});

afterAll(async () => {
  await stopEmbedded(dataDir);
  rmSync(dataDir, { recursive: true, force: true });
});

function start(): Promise<Embedded> {
  return startEmbedded({ dataDir });
}

async function query(url: string, text: string) {
  const sql = postgres(url, { max: 1, onnotice() {} });
  try {
    return await sql.unsafe(text);
  } finally {
    await sql.end();
  }
}

function pidFile(): string {
  return join(dataDir, "data", "postmaster.pid");
}

describe("the embedded Postgres", () => {
  it("starts on a new directory and refuses a wrong password", async () => {
    const server = await start();
    expect(server).toMatchObject({ adopted: false });
    await query(server.url, "create table kept (n int)");
    const wrong = new URL(server.url);
    wrong.password = "wrong";
    await expect(query(wrong.toString(), "select 1")).rejects.toThrow(/password/);
  });

  it("is adopted by two that start it at once while it runs", async () => {
    const [first, second] = await Promise.all([start(), start()]);
    expect([first.adopted, second.adopted]).toEqual([true, true]);
    expect(first.url).toBe(second.url);
  });

  it("comes back on the same port with its data after kill -9", async () => {
    const before = await start();
    await query(before.url, "insert into kept values (1)");
    process.kill(runningPid(join(dataDir, "data")) ?? 0, "SIGKILL");
    const after = await start();
    expect(after).toMatchObject({ adopted: false, port: before.port });
    expect(await query(after.url, "select n from kept")).toHaveLength(1);
  });

  it("starts although postmaster.pid names a living process that is no Postgres", async () => {
    const server = await start();
    const content = readFileSync(pidFile(), "utf8");
    await server.stop();
    const stranger = spawn("sleep", ["60"]);
    writeFileSync(pidFile(), content.replace(/^\d+/, String(stranger.pid)));
    const healed = await start();
    expect(healed).toMatchObject({ adopted: false });
    expect(stranger.exitCode).toBeNull();
    stranger.kill("SIGKILL");
  });

  it("takes another port when its own has been taken", async () => {
    const server = await start();
    await server.stop();
    const thief = createServer();
    await new Promise<void>((done) => thief.listen(server.port, "127.0.0.1", done));
    const moved = await start();
    expect(moved.port).not.toBe(server.port);
    expect(await query(moved.url, "select n from kept")).toHaveLength(1);
    await new Promise((done) => thief.close(done));
  });

  it("stops, and stopping again changes nothing", async () => {
    const server = await start();
    await server.stop();
    expect(server.isRunning()).toBe(false);
    expect(await stopEmbedded(dataDir)).toBe(false);
  });
});
