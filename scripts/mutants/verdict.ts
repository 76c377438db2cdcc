/** What became of one test that ran. */
export type TestOutcome = {
  readonly file: string;
  readonly name: string;
  readonly state: "passed" | "failed";
  readonly errors: readonly string[];
};

/**
 * `killed`: a test failed, as it should. `survived`: all were green, so nothing watches this guard. `broken`: nothing ran
 * or a test failed because the mutant is no program any more or the machine too busy, which proves nothing. `timed out`:
 * no answer in time.
 */
export type Verdict = {
  readonly word: "killed" | "survived" | "broken" | "timed out";
  /** The test that failed, or what is wrong. */
  readonly by: string;
};

/** Errors of code that makes no sense: JavaScript's own, and Postgres's class 42 (no such column, syntax…). */
const NONSENSE = /\b(ReferenceError|SyntaxError)\b|\bis not a function\b|\(42[0-9A-Z]{3}\)/;
/** No connection in time, no answer in time: what a busy machine does to any test. */
const TOO_BUSY = /\bPoolFault\b|\bTest timed out\b|\bHook timed out\b/;
const provesNothing = (error: string) => NONSENSE.test(error) || TOO_BUSY.test(error);

/** Reads a run: its exit code, and what became of each test; null = it ended before any report. */
export function verdictOf(code: number, outcomes: readonly TestOutcome[] | null): Verdict {
  const failed = outcomes?.filter((test) => test.state === "failed") ?? [];
  const proof = failed.find((test) => !test.errors.some(provesNothing));
  if (proof) return { word: "killed", by: proof.name };
  const [first] = failed;
  if (first) return { word: "broken", by: first.errors.find(provesNothing) ?? first.name };
  if (code !== 0) return { word: "broken", by: "the tests did not run" };
  return outcomes && outcomes.length > 0
    ? { word: "survived", by: "every test was green" }
    : { word: "broken", by: "no test has this name" };
}
