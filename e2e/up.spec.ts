import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { expect, test } from "@playwright/test";
import { processLife } from "@/lib/platform/process-lock";
import { demo } from "./fixtures/demo";

function upAgain(environment: Record<string, string>) {
  const result = spawnSync("npm", ["run", "-s", "up"], { env: { ...process.env, ...environment } });
  return { status: result.status, lines: `${result.stdout}${result.stderr}`.trim().split("\n") };
}

test("npm run up says in one line that it is running here already", () => {
  const file = process.env.E2E_DEMO ?? "";
  const { status, lines } = upAgain({ SCRIP_DATA_DIR: dirname(file) });
  expect(lines).toEqual([
    expect.stringMatching(/running here already \(process \d+\): http:\/\/localhost:\d+$/),
  ]);
  expect(status).toBe(1);
});

test("npm run up says in one line that its port is taken, and which to try", async () => {
  const other = createServer();
  await new Promise<void>((done) => other.listen(0, done));
  const address = other.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const { status, lines } = upAgain({ SCRIP_DATA_DIR: ".data/e2e-port", PORT: String(port) });
  await new Promise((done) => other.close(done));
  expect(lines).toEqual([
    `Port ${port} is taken by another program. Choose another: PORT=${port + 1} npm run up`,
  ]);
  expect(status).toBe(1);
});

test("a killed worker is started again", async () => {
  const lock = join(dirname(process.env.E2E_DEMO ?? ""), "up.lock");
  const workerPid = () => Number(JSON.parse(readFileSync(lock, "utf8")).note.workerPid);
  const killed = workerPid();
  expect(killed).toBeGreaterThan(0);
  process.kill(killed, "SIGKILL");
  await expect.poll(workerPid, { timeout: 20_000 }).not.toBe(killed);
  await expect.poll(() => processLife(workerPid()), { timeout: 20_000 }).not.toBeNull();
});

test("demo.json names the merchant, the sign-ins and the activity", () => {
  const { baseUrl, activityUrl, activityPassword, staff, member } = demo();
  expect(activityUrl.startsWith(`${baseUrl}/a/`)).toBe(true);
  expect(activityPassword).not.toBe("");
  expect(staff.map(({ role }) => role)).toContain("group_admin");
  expect(member.phone).toMatch(/^\+?[\d ]+$/);
});

test("every answer carries the security headers and does not say what made it", async ({ request }) => {
  for (const path of ["/", "/console", "/a/no-such-activity", "/no-such-page"]) {
    const headers = (await request.get(path, { maxRedirects: 0 })).headers();
    expect(headers, path).toMatchObject({
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "content-security-policy": expect.stringContaining("frame-ancestors 'none'"),
      "x-request-id": expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(headers["x-powered-by"], path).toBeUndefined();
  }
});

test("a body over 1 MB is refused with 413", async ({ request }) => {
  const answer = await request.post("/sign-in", { data: Buffer.alloc(1024 * 1024 + 1) });
  expect(answer.status()).toBe(413);
});
