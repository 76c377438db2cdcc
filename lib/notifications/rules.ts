import type { Instant } from "@/lib/kernel/time";

/** What came of an attempt: an HTTP status, or no answer. */
export type AttemptOutcome = { readonly status: number | null };

/** How a delivery and its webhook stood when the attempt began. */
export type AttemptFacts = {
  /** Attempts since it was first due, this one with it. */
  readonly tries: number;
  /** Since when the webhook has taken nothing. */
  readonly failingSince: Instant | null;
};

/** What is to be written of an attempt. */
export type AttemptPlan = {
  readonly delivery:
    | { readonly status: "delivered" | "failed" }
    | { readonly status: "waiting"; readonly dueAt: Instant };
  readonly webhook: {
    readonly failingSince: Instant | null;
    readonly disable: "failing" | "gone" | null;
  };
};

const S = 1000;
const MIN = 60 * S;
const HOUR = 60 * MIN;

/** The pauses between attempts: twelve attempts over three days. */
const pauses = [
  5 * S,
  30 * S,
  2 * MIN,
  10 * MIN,
  30 * MIN,
  HOUR,
  2 * HOUR,
  6 * HOUR,
  12 * HOUR,
  24 * HOUR,
  26 * HOUR,
];

/** How long a webhook may take nothing before it is disabled. */
export const FAILING_MS = 72 * HOUR;

const isTaken = (status: number | null) => status !== null && status >= 200 && status < 300;
const GONE = 410;

/**
 * What an attempt changes. 2xx is taken, everything else is not, redirects among it. What was not taken is due again
 * after the next pause, up to a fifth shorter or longer by `chance` (0 to 1), so that what failed together does not come
 * back together; after the last it has failed. A webhook that answers 410, or has taken nothing for three days, is
 * disabled; what waits for it stays waiting.
 */
export function planAttempt(
  { tries, failingSince }: AttemptFacts,
  { status }: AttemptOutcome,
  now: Instant,
  chance: number,
): AttemptPlan {
  if (isTaken(status))
    return { delivery: { status: "delivered" }, webhook: { failingSince: null, disable: null } };
  const since = failingSince ?? now;
  const isOver = now.getTime() - since.getTime() >= FAILING_MS;
  const pause = pauses[tries - 1];
  const delivery =
    pause === undefined
      ? ({ status: "failed" } as const)
      : ({
          status: "waiting",
          dueAt: new Date(now.getTime() + Math.round(pause * (0.8 + 0.4 * chance))),
        } as const);
  const disable = status === GONE ? "gone" : isOver ? "failing" : null;
  return { delivery, webhook: { failingSince: since, disable } };
}
