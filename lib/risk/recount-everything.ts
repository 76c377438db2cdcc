import type { OracleSubject } from "@/db/oracle-question";
import { withSlowReader } from "@/db/slow-reader";
import { goRound, type Run, STATEMENT_MS } from "@/lib/risk/reconcile-counters";

/** One subject whose counters do not equal its history. */
export type Differing = {
  readonly merchantId: string;
  /** Which invariant does not hold, by its key in db/oracles.ts. */
  readonly key: string;
  readonly id: string;
};

export type Recount = {
  /** How many parts were looked at. */
  readonly parts: number;
  readonly differences: readonly Differing[];
  /** Questions that got no answer in their time: of these parts nothing is known. */
  readonly unanswered: readonly Pick<Differing, "merchantId" | "key">[];
};

/**
 * One whole round of the recount, in the same parts and with the same questions, over one read-only connection: it writes
 * nothing, opens and closes no alert, and sends nothing, so it may look at a database that nobody may act on yet. `onPart`
 * is told of each part it has looked at. `signal` ends it early, and it throws.
 */
export async function recountEverything(
  signal: AbortSignal,
  onPart: (merchantId: string, subject: OracleSubject) => void = () => undefined,
): Promise<Recount> {
  return await withSlowReader(STATEMENT_MS, async (reader) => {
    const unanswered: Pick<Differing, "merchantId" | "key">[] = [];
    let parts = 0;
    const run: Run = {
      ...{ reader, signal, budgetMs: Number.POSITIVE_INFINITY, most: Number.POSITIVE_INFINITY },
      found: new Map(),
      onPart: (subject, { merchantId }) => {
        parts += 1;
        onPart(merchantId, subject);
      },
      onUnanswered: (key, { merchantId }) => void unanswered.push({ merchantId, key }),
    };
    await goRound(run, null);
    signal.throwIfAborted();
    return { parts, differences: listed(run.found), unanswered };
  });
}

function listed(found: Run["found"]): Differing[] {
  return [...found].flatMap(([merchantId, ofMerchant]) =>
    [...ofMerchant].flatMap(([key, ids]) => [...ids].sort().map((id) => ({ merchantId, key, id }))),
  );
}
