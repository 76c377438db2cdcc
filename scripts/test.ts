import { existsSync, readFileSync, rmSync } from "node:fs";
import { relative } from "node:path";
import { z } from "zod";
import { buildApp } from "@/scripts/build-app";
import { Refusal, runMain } from "@/scripts/progress";
import { runProgram, runTool } from "@/scripts/spawn";

/** `names`: the tests that failed, so that the closing lines tell them to whoever sees only these. */
type Tally = { passed: number; failed: number; again?: number; names?: readonly string[] };
type Part = { name: string; run(): Promise<Tally> };

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      assertionResults: z.array(z.object({ status: z.string(), fullName: z.string() })),
    }),
  ),
});
const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
  errors: z.array(z.unknown()).default([]),
});

const types: Part = {
  name: "Types",
  run: () =>
    check(
      [
        ["next", "typegen"],
        ["tsc", "--noEmit", "--incremental", "false"],
      ],
      { capture: true },
    ),
};

/** Those of one list run at the same time: looking at types keeps one processor busy, and only one. */
const parts: Part[][] = [
  [{ name: "Lint and format", run: () => check([["biome", "ci", "."]]) }],
  [{ name: "Unit, property and architecture tests", run: () => vitest("unit") }, types],
  [{ name: "Database and race tests", run: () => vitest("db") }],
  [{ name: "Production build", run: build }],
  [{ name: "Chaos", run: chaos }],
  [{ name: "Browser tests", run: playwright }],
];

/** `capture`: what the commands say is printed once each has ended, not among what others say. */
async function check(commands: string[][], options: { capture?: boolean } = {}): Promise<Tally> {
  for (const [tool = "", ...args] of commands) {
    const { code, output } = await runTool(tool, args, options);
    if (output) console.log(output);
    if (code !== 0) return { passed: 0, failed: 1 };
  }
  return { passed: 1, failed: 0 };
}

async function build(): Promise<Tally> {
  try {
    await buildApp();
    return { passed: 1, failed: 0 };
  } catch (error) {
    console.error(error instanceof Refusal ? error.message : error);
    return { passed: 0, failed: 1 };
  }
}

async function vitest(project: string): Promise<Tally> {
  const file = `test-results/${project}.json`;
  rmSync(file, { force: true });
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const { code } = await runTool("vitest", ["run", "--project", project, ...reporters]);
  const report = readReport(file, vitestReport);
  if (!report) return settle(null, code);
  const names = report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === "failed")
      .map(({ fullName }) => `${relative(process.cwd(), name)} › ${fullName}`),
  );
  return settle({ passed: report.numPassedTests, failed: report.numFailedTests, names }, code);
}

/** The short form of `npm run chaos`: a scenario counts as a test. */
async function chaos(): Promise<Tally> {
  const file = "test-results/chaos.json";
  rmSync(file, { force: true });
  const { code } = await runProgram(process.execPath, [
    "--import",
    "tsx",
    "scripts/chaos.ts",
    "--seconds=60",
  ]);
  const report = z.object({ passed: z.number(), failed: z.number(), names: z.array(z.string()) });
  return settle(readReport(file, report), code);
}

async function playwright(): Promise<Tally> {
  const file = "test-results/e2e.json";
  rmSync(file, { force: true });
  const { code } = await runTool("playwright", ["test"]);
  const report = readReport(file, playwrightReport);
  if (!report) return settle(null, code);
  const { expected, unexpected, flaky } = report.stats;
  return settle({ passed: expected + flaky, failed: unexpected, again: flaky }, code);
}

// A part that reports nothing, or fails without a failed test (a broken import, no test found), counts as one failure.
function settle(tally: Tally | null, code: number): Tally {
  if (!tally) return { passed: 0, failed: 1 };
  if (tally.failed === 0 && (code !== 0 || tally.passed === 0)) return { ...tally, failed: 1 };
  return tally;
}

function readReport<T>(file: string, schema: z.ZodType<T>): T | null {
  if (!existsSync(file)) return null;
  const parsed = schema.safeParse(JSON.parse(readFileSync(file, "utf8")));
  return parsed.success ? parsed.data : null;
}

async function timed({ name, run }: Part): Promise<{ tally: Tally; lines: string[] }> {
  console.log(`\n== ${name}`);
  const started = Date.now();
  const tally = await run();
  const { passed, failed, again = 0, names = [] } = tally;
  const seconds = ((Date.now() - started) / 1000).toFixed(0).padStart(4);
  const twice = again > 0 ? ` (${again} only on a second try)` : "";
  const line = `${seconds}s  ${failed === 0 ? "ok    " : "FAILED"}  ${name}: ${passed} passed, ${failed} failed${twice}`;
  return { tally, lines: [line, ...names.map((test) => `       ${test}`)] };
}

runMain(async () => {
  const summary: string[] = [];
  const total: Tally = { passed: 0, failed: 0 };
  for (const together of parts) {
    for (const { tally, lines } of await Promise.all(together.map(timed))) {
      total.passed += tally.passed;
      total.failed += tally.failed;
      summary.push(...lines);
    }
  }
  console.log(`\n${summary.join("\n")}\n`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return total.failed > 0 || total.passed === 0 ? 1 : 0;
});
