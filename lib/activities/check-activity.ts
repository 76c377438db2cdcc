import type { Tx } from "@/db/client";
import { codeTaken, loadPrizes, lockNames, takenSlugs } from "@/lib/activities/repository/activities";
import { emptyPassword, normalisePassword, passwordsAlike } from "@/lib/activities/rules/password";
import { slugCandidate, slugOf } from "@/lib/activities/rules/slug";
import { findOfferable, holdOfferable } from "@/lib/coupons/find-offerable";
import { AppError } from "@/lib/kernel/app-error";
import { type Refusal, refuse } from "@/lib/kernel/result";
import { isTimeZone } from "@/lib/kernel/time";
import { checkAudience } from "@/lib/members/check-audience";
import type { Audience } from "@/lib/members/schema/audience";
import type { Scope } from "@/lib/platform/auth/scope";
import { keyedHash, seal } from "@/lib/platform/crypto";

/** What of an activity has to be looked up before it can be stored. */
export type ActivityToCheck = {
  readonly code: string;
  readonly timeZone: string;
  readonly passwords: readonly string[];
  readonly couponIds: readonly string[];
  readonly audience: Audience;
  /** Members may come in at once or do already: nothing it promises may be a draft. */
  readonly online: boolean;
};

/**
 * Why an activity cannot be stored as written: its code is another's (`code_taken`), a password has nothing to compare
 * (`password_empty{position}`) or two compare alike (`passwords_alike{first, second}`, positions from 1), or a prize is
 * no coupon that its author may offer (`coupon_not_usable{couponId, reason}`), or its audience does not stand
 * (`audience_nobody`, `audience_unknown{id}`). Null = it can. An unknown time zone
 * throws `malformed`. Writes nothing; `except` is the activity itself when it is edited.
 */
export async function checkActivity(
  tx: Tx,
  scope: Scope,
  activity: ActivityToCheck,
  except: string | null,
): Promise<Refusal | null> {
  if (!isTimeZone(activity.timeZone))
    throw new AppError("malformed", "unknown time zone", { path: "timeZone" });
  const empty = emptyPassword(activity.passwords);
  if (empty !== null) return refuse("password_empty", { position: empty + 1 }).refusal;
  const alike = passwordsAlike(activity.passwords);
  if (alike) return refuse("passwords_alike", { first: alike.first + 1, second: alike.second + 1 }).refusal;
  const audience = await checkAudience(tx, scope, activity.audience);
  if (audience) return audience;
  await lockNames(tx);
  if (await codeTaken(tx, scope, activity.code, except))
    return refuse("code_taken", { code: activity.code }).refusal;
  return await unfitPrize(tx, scope, activity.couponIds, activity.online);
}

/**
 * The first coupon that cannot be a prize, as `coupon_not_usable{couponId, reason}`; null = all can. In an activity that
 * is online a draft cannot either. Writes nothing; what it tells of the coupons holds until the transaction ends.
 */
export async function unfitPrize(
  tx: Tx,
  scope: Scope,
  couponIds: readonly string[],
  online: boolean,
): Promise<Refusal | null> {
  const offerable = await holdOfferable(tx, scope, couponIds);
  for (const couponId of couponIds) {
    const reason = offerable.get(couponId) ?? "not_found";
    const isFine = reason === "usable" || (reason === "draft" && !online);
    if (!isFine) return refuse("coupon_not_usable", { couponId, reason }).refusal;
  }
  return null;
}

/**
 * Why somebody who works in some stores only may not touch an activity as it stands: it gives a coupon that is good
 * beyond them. Null = they may; people of the whole merchant always may. Reads only.
 */
export async function foreignPrize(
  tx: Tx,
  scope: Scope,
  poolIds: readonly string[],
): Promise<Refusal | null> {
  if (scope.storeIds === "all") return null;
  const prizes = await loadPrizes(tx, scope, poolIds);
  const offerable = await findOfferable(tx, scope, [...new Set(prizes.map((prize) => prize.couponId))]);
  for (const [couponId, reason] of offerable) {
    if (reason === "stores_not_yours") return refuse("coupon_not_usable", { couponId, reason }).refusal;
  }
  return null;
}

/** A free address for the code: the word itself, or with the first number that nobody has. */
export async function freeSlug(tx: Tx, code: string, except: string | null): Promise<string> {
  const word = slugOf(code);
  const taken = await takenSlugs(tx, word, except);
  for (let n = 1; ; n++) {
    const candidate = slugCandidate(word, n);
    if (!taken.has(candidate)) return candidate;
  }
}

const HASHES_KEPT = 500;
const hashes = new Map<string, string>();

/** The keyed hash a password is found by. Takes the text as typed; what thousands type at once is hashed once. */
export function passwordHash(text: string): string {
  const known = hashes.get(text);
  if (known) return known;
  const hash = keyedHash("activity-password", normalisePassword(text));
  if (hashes.size >= HASHES_KEPT) hashes.clear();
  hashes.set(text, hash);
  return hash;
}

/** A password as its pool keeps it: a keyed hash for look-up and an encrypted copy for staff to read. */
export function keepPassword(text: string): { passwordHash: string; passwordCipher: string } {
  return { passwordHash: passwordHash(text), passwordCipher: seal("activity-password", text) };
}
