import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { testEnvironment } from "@/db/testing-environment";
import { runProgram } from "@/scripts/spawn";

const complete = {
  ...testEnvironment,
  NODE_ENV: "production",
  DATABASE_URL: "postgres://nobody:nothing@127.0.0.1:9/none",
  NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: randomBytes(32).toString("base64"),
};

async function boot(program: string, wrong: Record<string, string>) {
  const env = { ...complete, ...wrong };
  return await runProgram(process.execPath, ["--import", "tsx", program], { env, capture: true });
}

describe("a process with an environment that is not right", () => {
  it.each([
    [
      "server.ts",
      { NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: "" },
      /^NEXT_SERVER_ACTIONS_ENCRYPTION_KEY is missing; /,
    ],
    [
      "worker.ts",
      { DATA_KEY: "weak" },
      /^The environment is not complete:\n {2}DATA_KEY must be 32 random bytes/,
    ],
  ] as const)(
    "refuses to start: %s says what is wrong and how to mend it, and ends with 1",
    async (...row) => {
      const [program, wrong, words] = row;
      const { code, output } = await boot(program, wrong);
      expect(output).toMatch(words);
      expect(output).toContain("openssl rand -base64 32");
      expect(code).toBe(1);
    },
    120_000,
  );

  it("says nothing of a statement when the database is what fails", async () => {
    const { code, output } = await boot("worker.ts", {});
    expect(code).toBe(1);
    const lines = output
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines.at(-1)).toMatchObject({ level: "error", msg: "could not start" });
    expect(output).not.toMatch(/insert|worker_heartbeat/);
  }, 120_000);
});
