import { type Figures, figuresOf } from "@/bench/figures";
import { type Options, wants } from "@/bench/options";
import { alikeCoupons, makeCart, mixedCoupons, numbersFrom, percentCoupons } from "@/bench/pricing-cases";
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
import { type Case, figure, isQuiet, type Ratio, type Run, ratio, runRounds } from "@/bench/rounds";
import { nameOf } from "@/lib/pricing/entry";
import { priceCart } from "@/lib/pricing/price-cart";
import type { Candidate, Cart, Choice, Quote } from "@/lib/pricing/shapes";
import { exhaustiveBest } from "@/lib/pricing/vectors/exhaustive";
import { progress } from "@/scripts/progress";

const CARTS = 20;
const WARM_UP = 40;

type Question = { readonly cart: Cart; readonly candidates: readonly Candidate[]; readonly choice: Choice };

/** So many different questions of one kind. */
function questions(ask: (random: () => number) => Question): readonly Question[] {
  return Array.from({ length: CARTS }, (_, seed) => ask(numbersFrom(seed + 1)));
}

const best = (lines: number, coupons: (random: () => number) => Candidate[]) =>
  questions((random) => ({ cart: makeCart(lines, random), candidates: coupons(random), choice: "best" }));

const asked = {
  lines: questions((random) => {
    const candidates = mixedCoupons(40, 200, random);
    const cart = makeCart(200, random);
    // Four that may stand together: what the best set of forty is.
    const { applied } = priceCart(cart, candidates, "best");
    const chosen = new Set(applied.map((one) => one.voucherId));
    const four = candidates.filter((one) => chosen.has(one.voucherId));
    return { cart, candidates: four, choice: four.map(nameOf) };
  }),
  few: best(20, (random) => mixedCoupons(30, 20, random)),
  many: best(20, (random) => mixedCoupons(200, 20, random)),
  fewLong: best(200, (random) => mixedCoupons(30, 200, random)),
  fewAlike: best(20, () => alikeCoupons(30)),
  manyAlike: best(20, () => alikeCoupons(200)),
  fewPercent: best(20, () => percentCoupons(30)),
  manyPercent: best(20, () => percentCoupons(200)),
};

/** Answers the questions in turn for `seconds` on this thread; at least one answer. */
function time(of: readonly Question[], seconds: number, answer: (question: Question) => Quote): Figures {
  const latencies: number[] = [];
  let cut = 0;
  const start = performance.now();
  for (let i = 0; latencies.length === 0 || performance.now() - start < seconds * 1000; i++) {
    const question = of[i % of.length];
    if (!question) break;
    const before = performance.now();
    if (!answer(question).optimal) cut++;
    latencies.push(performance.now() - before);
  }
  const answers = { optimal: latencies.length - cut, ...(cut > 0 && { "cut off": cut }) };
  return figuresOf(latencies, (performance.now() - start) / 1000, answers);
}

const price = ({ cart, candidates, choice }: Question) => priceCart(cart, candidates, choice);

/** The search finds what the exhaustive one finds, or the figures mean nothing. */
function exhaustive({ cart, candidates, choice }: Question): Quote {
  const [wanted, quote] = [exhaustiveBest(cart, candidates), priceCart(cart, candidates, choice)];
  const ids = (of: Quote) => of.applied.map(idOf).join();
  if (ids(wanted) !== ids(quote))
    throw new Error(`the search found ${ids(quote)}, the best is ${ids(wanted)}`);
  return wanted;
}
const idOf = (one: Quote["applied"][number]) => one.voucherId;

function cases({ seconds }: Options): Case[] {
  const timed = (key: keyof typeof asked, title: string): Case => ({
    key,
    title,
    run: async () => {
      for (let i = 0; i < WARM_UP; i++) time(asked[key].slice(i % CARTS, (i % CARTS) + 1), 0, price);
      return time(asked[key], seconds, price);
    },
  });
  return [
    timed("lines", "200 lines, 4 chosen vouchers"),
    timed("few", "best of 30 mixed vouchers, 20 lines"),
    timed("many", "best of 200 mixed vouchers, 20 lines"),
    timed("fewLong", "best of 30 mixed vouchers, 200 lines"),
    timed("fewAlike", "best of 30 that take the same"),
    timed("manyAlike", "best of 200 that take the same"),
    timed("fewPercent", "best of 30 of nearly equal rates"),
    timed("manyPercent", "best of 200 of nearly equal rates"),
    {
      key: "naive",
      title: "the same 30 by exhaustive search",
      run: async () => time(asked.few, 0, exhaustive),
    },
  ];
}

/** A case's median in milliseconds, as a goal takes it. */
function milliseconds(runs: readonly Run[], key: string): Ratio | null {
  const mine = runs.filter((run) => run.key === key);
  if (mine.length === 0) return null;
  return { value: figure(runs, key, "p50"), quiet: mine.filter(isQuiet).length, all: mine.length };
}

function goalsOf(runs: readonly Run[]): Goal[] {
  const median = (words: string, aim: number, key: string): Goal => ({
    words: `${words}, median ms`,
    aim,
    atMost: true,
    ratio: milliseconds(runs, key),
  });
  const both = ["naive", "few"].every((key) => runs.some((run) => run.key === key));
  return [
    median("200 lines with 4 vouchers", 1, "lines"),
    median("best of 30", 20, "few"),
    median("best of 30, the worst kind", 20, "fewAlike"),
    median("best of 200", 100, "many"),
    median("best of 200, the worst kind", 100, "manyAlike"),
    {
      words: "exhaustive search / best of 30, p50",
      aim: 100,
      ratio: both ? ratio(runs, ["naive", "p50"], ["few", "p50"]) : null,
    },
  ];
}

function caseRows(runs: readonly Run[]): string {
  const rows = [...new Set(runs.map((run) => run.key))].map((key) => {
    const mine = runs.filter((run) => run.key === key);
    const answers = [...new Set(mine.flatMap((run) => Object.keys(run.answers)))].join(", ");
    const quiet = `${mine.filter(isQuiet).length}/${mine.length}`;
    const ms = (metric: "p50" | "p99") => short(figure(runs, key, metric));
    return [mine[0]?.title ?? key, ms("p50"), ms("p99"), answers, quiet];
  });
  return table(["case", "p50 ms", "p99 ms", "answers", "quiet"], rows);
}

/** Measures the pure price on one core, against an exhaustive search of the same run. */
export async function benchPricing(options: Options): Promise<number> {
  const wanted = cases(options).filter(({ key }) => wants(options, key));
  const runs = await runRounds(wanted, { ...options, roots: () => [] });
  const goals = goalsOf(runs);
  const machine = machineLine("not used");
  const path = writeResult("pricing", { at: new Date(), commit: commit(), machine, options, goals, runs });
  const text = [
    `${machine}; one core; ${options.rounds} rounds of ${options.seconds} s a case, ${CARTS} carts in turn; commit ${commit()}.`,
    goalTable(goals),
    caseRows(runs),
  ].join("\n\n");
  console.log(`\n${text}\n`);
  if (options.write) writeSection("pricing", text);
  progress(`Kept in ${path}`);
  return 0;
}
