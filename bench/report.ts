import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { benchDir } from "@/bench/cluster";
import { cpuOf, figure, isQuiet, type Ratio, type Run } from "@/bench/rounds";

/** What a ratio has to reach. */
export type Goal = {
  readonly words: string;
  readonly aim: number;
  /** True where less is better. */
  readonly atMost?: boolean;
  /** Null = could not be measured in this run. */
  readonly ratio: Ratio | null;
};

export type Verdict = "met" | "half" | "below" | "not measured";

/** `half`: not reached, but no further away than by a factor of two. */
export function verdict({ aim, atMost = false, ratio }: Goal): Verdict {
  if (!ratio || Number.isNaN(ratio.value)) return "not measured";
  const share = atMost ? aim / ratio.value : ratio.value / aim;
  return share >= 1 ? "met" : share >= 0.5 ? "half" : "below";
}

/** A table in Markdown whose columns also line up on a terminal. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((word, at) => Math.max(word.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(" | ")} |`;
  return [line(head), `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`, ...rows.map(line)].join(
    "\n",
  );
}

/** A number with three significant digits, thousands without decimals. */
export function short(value: number): string {
  if (!Number.isFinite(value)) return "-";
  return Math.abs(value) >= 100
    ? Math.round(value).toLocaleString("en")
    : String(Number(value.toPrecision(3)));
}

/** Every case with its medians, the spread of its rate, what one answer cost the processors, and in how many rounds others left the machine alone. */
export function caseTable(runs: readonly Run[]): string {
  const keys = [...new Set(runs.map((run) => run.key))];
  const rows = keys.map((key) => {
    const mine = runs.filter((run) => run.key === key);
    const rates = mine.map((run) => run.perSecond);
    const answers = [...new Set(mine.flatMap((run) => Object.keys(run.answers)))].join(" ");
    return [
      mine[0]?.title ?? key,
      short(figure(runs, key, "perSecond")),
      `${short(Math.min(...rates))}-${short(Math.max(...rates))}`,
      short(figure(runs, key, "p50")),
      short(figure(runs, key, "p99")),
      micros(cpuOf(runs, key, "node")),
      micros(cpuOf(runs, key, "postgres")),
      answers,
      `${mine.filter(isQuiet).length}/${mine.length}`,
    ];
  });
  return table(
    ["case", "per second", "range", "p50 ms", "p99 ms", "Node µs", "Postgres µs", "answers", "quiet"],
    rows,
  );
}

const micros = (value: number | null) => (value === null ? "" : short(value));

export function goalTable(goals: readonly Goal[]): string {
  const rows = goals.map((goal) => [
    goal.words,
    `${goal.atMost ? "at most" : "at least"} ${goal.aim}`,
    goal.ratio ? short(goal.ratio.value) : "-",
    verdict(goal),
    goal.ratio ? `${goal.ratio.quiet}/${goal.ratio.all}` : "-",
  ]);
  return table(["ratio", "goal", "measured", "verdict", "quiet rounds"], rows);
}

/** The machine and the software, in one line. */
export function machineLine(postgres: string): string {
  const model = cpus()[0]?.model.trim() ?? "unknown processor";
  const memory = Math.round(totalmem() / 1e9);
  return `${cpus().length} cores (${model}), ${memory} GB, Node ${process.versions.node}, Postgres ${postgres}`;
}

export function commit(): string {
  try {
    return execFileSync("git", ["rev-parse", "--short=10", "HEAD"]).toString().trim();
  } catch {
    return "unknown";
  }
}

/** Keeps a result as `.data/bench/<name>.json`, and beside it under its time. */
export function writeResult(name: string, result: unknown): string {
  mkdirSync(benchDir, { recursive: true });
  const text = `${JSON.stringify(result, null, 2)}\n`;
  const stamp = new Date().toISOString().replace(/[:.]/g, "-");
  writeFileSync(join(benchDir, `${name}-${stamp}.json`), text);
  const path = join(benchDir, `${name}.json`);
  writeFileSync(path, text);
  return path;
}

/** Puts `text` between the marks of section `name` in docs/performance.md. */
export function writeSection(name: string, text: string): void {
  const path = "docs/performance.md";
  const page = readFileSync(path, "utf8");
  const [begin, end] = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`];
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${path} has no marks for ${name}`);
  writeFileSync(path, `${page.slice(0, from + begin.length)}\n${text.trim()}\n${page.slice(to)}`);
}
