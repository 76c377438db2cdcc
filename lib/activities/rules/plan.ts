import { activityStatus } from "@/lib/activities/rules/status";
import type { CouponStanding } from "@/lib/coupons/rules/status";
import { supplyRefusal } from "@/lib/coupons/rules/supply";
import { windowPlan } from "@/lib/coupons/rules/window";
import type { CouponValidity } from "@/lib/coupons/schema";
import { type Instant, localDate, nextMidnight } from "@/lib/kernel/time";
import type { Audience } from "@/lib/members/schema/audience";

/** A prize and the coupon it gives, as they were read. */
export type PrizeFacts = {
  readonly poolId: string;
  readonly position: number;
  readonly couponId: string;
  readonly quantity: number;
  readonly coupon: CouponStanding & {
    readonly revision: number;
    readonly termsVersion: number;
    readonly name: string;
    readonly validity: CouponValidity;
  };
};

/** What claims of an activity are decided by, apart from counters: read once and used for many claims. */
export type ClaimFacts = {
  readonly activity: {
    readonly id: string;
    readonly revision: number;
    readonly name: string;
    readonly timeZone: string;
    readonly startsAt: Instant;
    readonly endsAt: Instant;
    readonly publishedAt: Instant | null;
    readonly pausedAt: Instant | null;
    readonly archivedAt: Instant | null;
    readonly audience: Audience;
    readonly perMember: number | null;
    readonly perMemberPerDay: number | null;
    readonly perPassword: number | null;
    /** Whether there is a limit over all members. */
    readonly limited: boolean;
  };
  readonly merchant: { readonly revision: number; readonly zone: string };
  readonly pools: readonly { readonly id: string; readonly passwordHash: string }[];
  readonly prizes: readonly PrizeFacts[];
  /** The database's clock when they were read. */
  readonly now: Instant;
};

/**
 * How one win of a pool is written, for every instant from `from` until `until`, as long as the revisions are those it
 * was made from: what the claim's transaction looks at under its locks. Instants are ISO texts; null = none.
 */
export type ClaimPlan = {
  readonly revision: number;
  readonly merchantRevision: number;
  readonly passwordHash: string;
  readonly from: string;
  readonly until: string;
  /** The local day in the activity's zone. */
  readonly day: string;
  readonly perMember: number | null;
  readonly perMemberPerDay: number | null;
  readonly perPassword: number | null;
  readonly limited: boolean;
  /** How many vouchers one win gives. */
  readonly units: number;
  readonly items: readonly {
    readonly couponId: string;
    readonly position: number;
    readonly quantity: number;
    readonly revision: number;
    readonly version: number;
    readonly limited: boolean;
    /** False = cannot be given now, whatever its stock. */
    readonly available: boolean;
    readonly validFrom: string | null;
    readonly validUntil: string | null;
    readonly hours: number | null;
  }[];
};

function itemOf(prize: PrizeFacts, facts: ClaimFacts) {
  const { coupon, couponId, position, quantity } = prize;
  const window = windowPlan(coupon.validity, facts.now, facts.merchant.zone);
  // The stock is looked at under its lock: here only the state counts.
  const state = supplyRefusal({ ...coupon, quantity: null }, quantity, facts.now);
  const item = {
    couponId,
    position,
    quantity,
    revision: coupon.revision,
    version: coupon.termsVersion,
    limited: coupon.quantity !== null,
    available: state === null && window !== null,
    validFrom: window?.from?.toISOString() ?? null,
    validUntil: window?.until?.toISOString() ?? null,
    hours: window?.hours ?? null,
  };
  return { item, holdsUntil: window?.holdsUntil ?? null };
}

/**
 * Plans a win of `poolId`; null when the activity does not run at `facts.now` or has no such pool. The plan holds while
 * the activity runs, until its next local midnight, and until the window of a prize would be another.
 */
export function planClaims(facts: ClaimFacts, poolId: string): ClaimPlan | null {
  const { activity, merchant, now } = facts;
  const pool = facts.pools.find((one) => one.id === poolId);
  if (!pool || activityStatus(activity, now) !== "running") return null;
  const made = facts.prizes.filter((prize) => prize.poolId === poolId).map((prize) => itemOf(prize, facts));
  const ends = [activity.endsAt, nextMidnight(now, activity.timeZone), ...made.map((one) => one.holdsUntil)];
  const until = ends.reduce<Instant>((first, end) => (end && end < first ? end : first), activity.endsAt);
  const items = made.map((one) => one.item);
  return {
    revision: activity.revision,
    merchantRevision: merchant.revision,
    passwordHash: pool.passwordHash,
    from: now.toISOString(),
    until: until.toISOString(),
    day: localDate(now, activity.timeZone),
    perMember: activity.perMember,
    perMemberPerDay: activity.perMemberPerDay,
    perPassword: activity.perPassword,
    limited: activity.limited,
    units: items.reduce((sum, item) => sum + item.quantity, 0),
    items,
  };
}
