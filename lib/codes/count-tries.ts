import type { Tx } from "@/db/client";
import { lockMemberTries, lockTriesOfMany } from "@/lib/codes/repository";
import { WRONG_CODE_LIMITS } from "@/lib/codes/schema";
import { type Refusal, refuse } from "@/lib/kernel/result";
import type { Instant } from "@/lib/kernel/time";
import type { Scope } from "@/lib/platform/auth/scope";
import { hit, type RateLimit, rateAddress, usedUp, usedUpBuckets } from "@/lib/platform/rate-limit";

/** Who types codes, and from which address. */
export type CodeTyper = { readonly memberId: string; readonly address: string };

export type TriesRefusal = Refusal<"too_many_tries">;

function limitsOf(scope: Scope, { memberId, address }: CodeTyper): RateLimit[] {
  const { memberPerWindow, memberPerDay, address: perAddress } = WRONG_CODE_LIMITS;
  const member = `code:${scope.merchantId}:${memberId}`;
  return [
    { bucket: `${member}:m`, ...memberPerWindow },
    { bucket: `${member}:d`, ...memberPerDay },
    { bucket: `code:ip:${rateAddress(address)}`, ...perAddress },
  ];
}

const tooMany = (until: Instant): TriesRefusal =>
  refuse("too_many_tries", { until: until.toISOString() }).refusal;

/**
 * Whether somebody may have codes looked at, before one is: `too_many_tries{until}`, or null. From here until the
 * transaction ends the member's other tries wait, so that a hundred sent at once are still five. The first lock of a
 * transaction that looks at typed codes.
 */
export async function refuseTries(tx: Tx, scope: Scope, typer: CodeTyper): Promise<TriesRefusal | null> {
  await lockMemberTries(tx, scope, typer.memberId);
  const until = await usedUp(tx, limitsOf(scope, typer));
  return until && tooMany(until);
}

/**
 * As `refuseTries`, of many members, each once: those who may have codes looked at, by their places. Their tries wait until
 * the transaction ends, and so do those of the others.
 */
export async function mayTry(tx: Tx, scope: Scope, typers: readonly CodeTyper[]): Promise<number[]> {
  await lockTriesOfMany(
    tx,
    scope,
    typers.map(({ memberId }) => memberId),
  );
  const limits = typers.map((typer) => limitsOf(scope, typer));
  const full = await usedUpBuckets(tx, limits.flat());
  return limits.flatMap((mine, place) => (mine.some(({ bucket }) => full.has(bucket)) ? [] : [place]));
}

/** Counts codes that did not work, whatever the cause; the last thing their transaction does. */
export async function countWrongCode(tx: Tx, scope: Scope, typer: CodeTyper, codes = 1): Promise<void> {
  for (const limit of limitsOf(scope, typer)) await hit(tx, limit, codes);
}
