import { AppError } from "@/lib/kernel/app-error";
import type { Result } from "@/lib/kernel/result";
import { metrics, onTally } from "@/lib/platform/metrics";
import { perProcess } from "@/lib/platform/per-process";

/** What coupons are asked for by: an activity's password or page, a promo code, or staff and keys who give them. */
export type ClaimWay = "activity" | "code" | "grant";
/** Steps of signing in: of staff the password and the second factor, of members a code sent and a code typed. */
export type SignInStep = "password" | "second_step" | "code_sent" | "code_typed";

type Family = "claims" | "signIns";
type Tally = { readonly family: Family; readonly of: string; readonly outcome: string; count: number };
const tallies = () => perProcess("outcome-tallies", () => new Map<string, Tally>());

// As requests are: counted up here, and handed on at a scrape.
function count(family: Family, of: string, outcome: string, times: number): void {
  const key = `${family} ${of} ${outcome}`;
  const tally = tallies().get(key);
  if (tally) tally.count += times;
  else {
    tallies().set(key, { family, of, outcome, count: times });
    onTally("outcomes", handOn);
  }
}

function handOn(): void {
  const { claims, signIns } = metrics();
  for (const { family, of, outcome, count: times } of tallies().values()) {
    if (family === "claims") claims.inc({ by: of, outcome }, times);
    else signIns.inc({ step: of, outcome }, times);
  }
  tallies().clear();
}

/** Counts how a claim ended where that is known; quick enough for an answer from memory. */
export function countClaim(by: ClaimWay, outcome: string, times = 1): void {
  count("claims", by, outcome, times);
}

/** Counts a claim that ended by an error: its code, or `failed` for a bug. Throws the error on. */
export function countClaimError(by: ClaimWay, error: unknown): never {
  countClaim(by, error instanceof AppError ? error.code : "failed");
  throw error;
}

/** Counts how the claim ends that `work` is, once, whichever way it does: ok, replayed, its refusal or its error. */
export function countedClaim<R extends Result<unknown>>(by: ClaimWay, work: Promise<R>): Promise<R> {
  return work.then(
    (result) => {
      countClaim(by, outcomeOf(result));
      return result;
    },
    (error: unknown) => countClaimError(by, error),
  );
}

/** Counts how a step of signing in ends. */
export async function countedSignIn<R extends Result<unknown>>(
  step: SignInStep,
  work: Promise<R>,
): Promise<R> {
  const result = await work;
  count("signIns", step, outcomeOf(result), 1);
  return result;
}

const outcomeOf = (result: Result<unknown>) =>
  result.ok ? (result.replayed ? "replayed" : "ok") : result.refusal.code;
