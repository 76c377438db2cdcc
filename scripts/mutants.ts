import { mutants } from "@/scripts/mutants/list";
import { applyTo, type Mutant, type Red, rotOf } from "@/scripts/mutants/mutant";
import { runTests } from "@/scripts/mutants/run-tests";
import { copyTree } from "@/scripts/mutants/tree";
import { type Verdict, verdictOf } from "@/scripts/mutants/verdict";
import { progress, refuse, runMain } from "@/scripts/progress";

const MUTANT_MS = 90_000;
const UNBROKEN_MS = 600_000;

type Judged = { readonly guard: string; readonly verdict: Verdict; readonly seconds: number };

function chosen(words: readonly string[]): Mutant[] {
  const all = words.map((word) => word.toLowerCase());
  const found = mutants.filter(({ guard, edits }) => {
    const text = `${guard} ${edits.map((edit) => edit.file).join(" ")}`.toLowerCase();
    return all.every((word) => text.includes(word));
  });
  if (found.length === 0) refuse("No mutant has all these words in its name or its files.");
  return found;
}

/** Shows that the tests which are to go red are green as long as nothing is broken, and that each name is a test's. */
async function showGreen(root: string, list: readonly Mutant[], stop: AbortSignal): Promise<void> {
  const files: Red[] = [...new Set(list.flatMap(({ red }) => red.map(({ file }) => file)))].map((file) => ({
    file,
  }));
  progress(`Nothing broken: the tests of ${files.length} files must be green.`);
  const options = { bail: false, withinMs: UNBROKEN_MS, stop, retries: 2 };
  const { code, outcomes, output } = await runTests(root, files, options);
  if (stop.aborted) return;
  const bad = outcomes?.find((test) => test.state === "failed");
  if (bad) refuse(`Red although nothing is broken: ${bad.file}: ${bad.name}\n${bad.errors[0] ?? ""}`);
  if (code !== 0 || !outcomes) refuse(`The tests did not run:\n${output}`);
  const passed = outcomes ?? [];
  const isThere = ({ file, name = "" }: Red) =>
    passed.some((test) => test.file === file && test.name.includes(name));
  const lost = list.flatMap(({ guard, red }) => red.filter((one) => !isThere(one)).map(() => guard));
  if (lost.length > 0) refuse(`No such test ran: ${lost.join("; ")}`);
  progress(`Green: ${passed.length} tests.`);
}

async function tryOnce(root: string, mutant: Mutant, stop: AbortSignal): Promise<Verdict> {
  const run = await runTests(root, mutant.red, { bail: true, withinMs: MUTANT_MS, stop });
  return run.isTimedOut
    ? { word: "timed out", by: `no answer within ${MUTANT_MS / 1000} s` }
    : verdictOf(run.code, run.outcomes);
}

/** Judges a mutant; where nothing was proven, which may be the machine's fault, once more. */
async function judge(root: string, mutant: Mutant, stop: AbortSignal): Promise<Judged> {
  const startedAt = Date.now();
  const restore = applyTo(mutant, root);
  try {
    let verdict = await tryOnce(root, mutant, stop);
    const isOpen = verdict.word === "broken" || verdict.word === "timed out";
    if (isOpen && !stop.aborted) verdict = await tryOnce(root, mutant, stop);
    return { guard: mutant.guard, verdict, seconds: (Date.now() - startedAt) / 1000 };
  } finally {
    restore();
  }
}

const line = ({ guard, verdict, seconds }: Judged) =>
  `${verdict.word.padEnd(9)} ${seconds.toFixed(1).padStart(5)}s  ${guard}\n${" ".repeat(18)}${verdict.by.split("\n").join(" | ").slice(0, 300)}`;

/** Judges one mutant after another on one Postgres that stays up between them. */
async function judgeAll(root: string, list: readonly Mutant[], stop: AbortSignal): Promise<Judged[]> {
  const here = process.cwd();
  // The test server is the one of the folder we are in; it runs as long as somebody uses it.
  process.chdir(root);
  const { acquireTestServer } = await import("@/db/testing");
  const server = await acquireTestServer();
  process.chdir(here);
  const judged: Judged[] = [];
  try {
    await showGreen(root, list, stop);
    for (const [at, mutant] of list.entries()) {
      if (stop.aborted) break;
      const result = await judge(root, mutant, stop);
      if (stop.aborted) break;
      judged.push(result);
      progress(`${at + 1}/${list.length} ${line(result)}`);
    }
  } finally {
    await server.release();
  }
  return judged;
}

// The mutation gate: breaks one guard at a time in a copy of this tree and shows that its tests go red.
runMain(async () => {
  const list = chosen(process.argv.slice(2));
  const rot = list.flatMap((mutant) => rotOf(mutant, process.cwd()));
  if (rot.length > 0) refuse(`The list of mutants is out of date:\n${rot.join("\n")}`);
  const stopping = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => stopping.abort());
  const tree = await copyTree();
  let judged: Judged[] = [];
  try {
    judged = await judgeAll(tree.root, list, stopping.signal);
  } finally {
    await tree.remove();
  }
  const failed = judged.filter(({ verdict }) => verdict.word !== "killed");
  console.log(`\n${judged.map(line).join("\n")}\n`);
  if (stopping.signal.aborted) console.log(`Stopped after ${judged.length} of ${list.length}.`);
  else if (failed.length > 0) console.log(`Not killed:\n${failed.map(line).join("\n")}\n`);
  console.log(`${judged.length - failed.length} passed, ${failed.length} failed`);
  return failed.length > 0 || judged.length < list.length ? 1 : 0;
});
