import type { Options } from "@/bench/options";
import type { Plan } from "@/bench/plans";
import {
  commit,
  type Goal,
  goalTable,
  machineLine,
  short,
  table,
  writeResult,
  writeSection,
} from "@/bench/report";
import { isQuiet } from "@/bench/rounds";
import { progress } from "@/scripts/progress";

/** Most times the cost with few vouchers that the same work may cost with many. */
const AIM = 1.5;

type Cost = { readonly ms: number; readonly samples: number; readonly error: string | null };

export type Growth = {
  readonly rows: readonly {
    readonly key: string;
    readonly title: string;
    readonly mustHold: boolean;
    readonly sizes: Readonly<Record<string, Cost>>;
    readonly others: number | null;
  }[];
  /** Claims a second into a fresh database, quarter by quarter. */
  readonly rates: readonly number[];
};

type Explained = { readonly title: string; readonly size: string; readonly plans: readonly Plan[] };

const vouchers: Record<string, string> = {
  "1m": "1 million",
  "10m": "10 million",
  fresh: "a fresh, never analysed",
};

/** Prints the growth of every operation, keeps it, and where asked writes it and the plans into docs/performance.md. */
export function reportGrowth(
  growth: Growth & { readonly plans: readonly Explained[] | null; readonly postgres: string },
  options: Options,
): void {
  const goals = growth.rows.filter(({ mustHold }) => mustHold).flatMap(goalsOf);
  const { plans, ...kept } = growth;
  const path = writeResult("growth", { at: new Date(), commit: commit(), options, goals, ...kept });
  const text = [
    `${machineLine(growth.postgres)}; ${options.rounds} rounds of interleaved blocks; commit ${commit()}.`,
    goalTable(goals),
    "Every operation, median in milliseconds:",
    costTable(growth),
    ratesLine(growth.rates),
  ].join("\n\n");
  console.log(`\n${text}\n`);
  if (options.write) writeSection("growth", text);
  if (plans) {
    const seen = new Set<string>();
    const appendix = plans.map((plan) => explained(plan, seen)).join("\n\n");
    if (options.write) writeSection("plans", appendix);
    else console.log(appendix);
  }
  progress(`Kept in ${path}`);
}

function goalsOf({ title, sizes, others }: Growth["rows"][number]): Goal[] {
  const small = sizes["10k"];
  if (!small) return [];
  const quiet = isQuiet({ others, own: null }) ? 1 : 0;
  return Object.entries(sizes)
    .filter(([name]) => name !== "10k")
    .map(([name, { ms, error }]) => ({
      words: `${title}: ${vouchers[name] ?? name} / 10 thousand`,
      aim: AIM,
      atMost: true,
      ratio: error ? null : { value: ms / small.ms, quiet, all: 1 },
    }));
}

function costTable({ rows }: Growth): string {
  const names = ["10k", "1m", "10m", "fresh"].filter((name) => rows.some(({ sizes }) => sizes[name]));
  const failed = (error: string) => (error.includes("statement timeout") ? "over 3 s" : "failed");
  const cell = (cost: Cost | undefined) => (cost ? (cost.error ? failed(cost.error) : short(cost.ms)) : "");
  return table(
    ["operation", ...names, "1m / 10k", "others' cores"],
    rows.map(({ title, sizes, others }) => [
      title,
      ...names.map((name) => cell(sizes[name])),
      sizes["1m"] && sizes["10k"] ? short(sizes["1m"].ms / sizes["10k"].ms) : "",
      others === null ? "-" : others.toFixed(2),
    ]),
  );
}

function ratesLine(rates: readonly number[]): string {
  const [first = Number.NaN] = rates;
  const relative = rates.map((rate) => (rate / first).toFixed(2)).join(", ");
  return `Claims of 64 callers into a fresh, never analysed database, each quarter's rate by the first's: ${relative}.`;
}

/** One operation's plans; a statement that an earlier operation had is only named. */
function explained({ title, size, plans }: Explained, seen: Set<string>): string {
  const parts = plans.map(({ statement, lines }) => {
    const key = `${size} ${statement}`;
    if (seen.has(key)) return `-- ${statement}\n(as above)`;
    seen.add(key);
    return `-- ${statement}\n${lines.join("\n")}`;
  });
  return `### ${title}, ${vouchers[size] ?? size} vouchers\n\n\`\`\`\n${parts.join("\n\n")}\n\`\`\``;
}
