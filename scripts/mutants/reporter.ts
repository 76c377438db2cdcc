import { writeFileSync } from "node:fs";
import type { Reporter, TestModule } from "vitest/node";
import type { TestOutcome } from "@/scripts/mutants/verdict";

type Wrong = { name?: string; message?: string; code?: unknown; cause?: unknown };

/** An error with all its causes: the pool's errors say in the cause what Postgres said. */
function told(error: Wrong): string {
  const { name = "Error", message = "", code, cause } = error;
  const own = `${name}: ${message}${code === undefined ? "" : ` (${String(code)})`}`;
  return cause && typeof cause === "object" ? `${own}\n${told(cause)}` : own;
}

/** Writes what became of each test that ran, with the causes of errors, which no built-in report has. */
export default class OutcomeReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const outcomes = modules.flatMap((module) =>
      [...module.children.allTests()].flatMap((test): TestOutcome[] => {
        const { state, errors } = test.result();
        if (state !== "passed" && state !== "failed") return [];
        return [
          {
            file: module.relativeModuleId,
            name: test.fullName,
            state,
            errors: (errors ?? []).map(told),
          },
        ];
      }),
    );
    const path = process.env.MUTANT_OUTCOMES;
    if (path) writeFileSync(path, JSON.stringify(outcomes));
  }
}
