import type { Reader } from "@/db/client";
import { merchantIds, nextPart, recentParts, subjects } from "@/db/oracle-parts";
import type { OracleSubject, Part } from "@/db/oracle-question";
import { oracles } from "@/db/oracles";
import { withSlowReader } from "@/db/slow-reader";
import { databaseNow } from "@/db/transaction";
import { systemScope } from "@/lib/platform/auth/scope";
import { log } from "@/lib/platform/log";
import { recordDifferences } from "@/lib/risk/record-differences";
import { findOpenDifferences } from "@/lib/risk/repository";
import type { Position } from "@/lib/risk/schema";

/** Longest that one question about one part may take. */
export const STATEMENT_MS = 30_000;
/** How far back "lately" reaches: two runs and a half. */
const RECENT_MS = 25 * 60_000;
const MOST = 1000;

export type Run = {
  readonly reader: Reader;
  readonly signal: AbortSignal;
  /** How long the round through everything may take. */
  readonly budgetMs: number;
  /** Of one question more broken subjects than this are not counted one by one. */
  readonly most: number;
  readonly found: Map<string, Map<string, Set<string>>>;
  /** Told of each part that was looked at. */
  readonly onPart?: (subject: OracleSubject, part: Part) => void;
  /** Told of each question that got no answer in its time, which is logged. */
  readonly onUnanswered?: (key: string, part: Part) => void;
};

/**
 * Recounts what the counters say, in parts small enough for a database in use: first what open alerts name, then what
 * changed lately, then a round through everything that goes on where the last run paused (`from`) for `budgetMs`. Alerts
 * are opened, renewed and closed by what was found. Answers where the next run goes on: null = the round was finished.
 */
export async function reconcileCounters(options: {
  readonly from: Position;
  readonly budgetMs: number;
  readonly signal: AbortSignal;
}): Promise<Position> {
  return await withSlowReader(STATEMENT_MS, async (reader) => {
    const run: Run = {
      reader,
      signal: options.signal,
      budgetMs: options.budgetMs,
      most: MOST,
      found: new Map(),
    };
    const everybody = await merchantIds(reader);
    for (const merchantId of everybody) await lookAgain(run, merchantId);
    // Both clocks are the database's: this process's may be wrong, and ids carry the database's time.
    const since = new Date((await databaseNow(reader)).getTime() - RECENT_MS);
    for (const merchantId of everybody) {
      for (const { subject, part } of await recentParts(reader, merchantId, since)) {
        if (!run.signal.aborted) await look(run, subject, part);
      }
    }
    const next = await goRound(run, options.from);
    // Cut off half way, it has not looked again at everything that is open.
    if (run.signal.aborted) return options.from;
    for (const merchantId of everybody) {
      const scope = systemScope(merchantId, "risk.reconcile");
      await recordDifferences(scope, run.found.get(merchantId) ?? new Map());
    }
    return next;
  });
}

async function lookAgain(run: Run, merchantId: string): Promise<void> {
  const scope = systemScope(merchantId, "risk.reconcile");
  for (const { key, difference } of await findOpenDifferences(run.reader, scope)) {
    const oracle = oracles.find((one) => one.key === key);
    if (!oracle) continue;
    // One by one: they may lie far apart in time.
    for (const id of difference.examples) {
      const isKnown = await ask(run, oracle, { merchantId, ids: [id] });
      if (!isKnown) note(run, merchantId, key, [id]);
    }
  }
}

/** The round through everything alone, from there on; where it paused for want of time, null = it is finished. */
export async function goRound(run: Run, from: Position): Promise<Position> {
  const deadline = performance.now() + run.budgetMs;
  let start = from;
  // One part at least, so that every run brings it forward.
  let looked = 0;
  for (const merchantId of await merchantIds(run.reader, from?.merchantId)) {
    const resumed = start?.merchantId === merchantId ? start : null;
    const first = resumed ? subjects.indexOf(resumed.subject) : 0;
    for (const subject of subjects.slice(first)) {
      for (let after = resumed?.subject === subject ? resumed.after : ""; ; ) {
        const isLate = looked > 0 && performance.now() > deadline;
        if (run.signal.aborted || isLate) return { merchantId, subject, after };
        const part = await nextPart(run.reader, merchantId, subject, after);
        if (!part) break;
        await look(run, subject, part);
        looked += 1;
        after = part.to;
      }
    }
    start = null;
  }
  return null;
}

async function look(run: Run, subject: OracleSubject, part: Part): Promise<void> {
  for (const oracle of oracles) {
    if (oracle.subject === subject) await ask(run, oracle, part);
  }
  run.onPart?.(subject, part);
}

// Whether the question was answered. One too many for the time it has must not keep the others from being asked.
async function ask(run: Run, oracle: (typeof oracles)[number], part: Part): Promise<boolean> {
  const { merchantId } = part;
  try {
    const rows = await run.reader.execute<{ subject: string }>(oracle.find(part));
    note(
      run,
      merchantId,
      oracle.key,
      rows.map(({ subject }) => subject),
    );
    return true;
  } catch (err) {
    log.error("a part could not be recounted", { merchantId, code: oracle.key, err });
    run.onUnanswered?.(oracle.key, part);
    return false;
  }
}

function note(run: Run, merchantId: string, key: string, ids: readonly string[]): void {
  if (ids.length === 0) return;
  const ofMerchant = run.found.get(merchantId) ?? new Map<string, Set<string>>();
  const broken = ofMerchant.get(key) ?? new Set<string>();
  for (const id of ids) if (broken.size < run.most) broken.add(id);
  run.found.set(merchantId, ofMerchant.set(key, broken));
}
