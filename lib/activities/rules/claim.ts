import { type ActivityStanding, activityStatus } from "@/lib/activities/rules/status";
import { type Refusal, refuse } from "@/lib/kernel/result";
import { type Instant, localDate, nextMidnight } from "@/lib/kernel/time";
import { audienceAdmits } from "@/lib/members/rules";
import type { MemberFacts } from "@/lib/members/schema";
import type { Audience } from "@/lib/members/schema/audience";

/** Why a claim is refused; words of api.md. `draft` never gets here: a draft has no page. */
export type ClaimRefusal = Refusal<
  | "not_started"
  | "paused"
  | "ended"
  | "archived"
  | "blocked"
  | "member_not_eligible"
  | "wrong_password"
  | "too_many_tries"
  | "participation_limit_reached"
  | "daily_limit_reached"
  | "sold_out"
  | "prize_unavailable"
>;

/** Whether the activity takes part at `now` at all; null = it runs. */
export function standingRefusal(activity: ActivityStanding, now: Instant): ClaimRefusal | null {
  const status = activityStatus(activity, now);
  if (status === "running") return null;
  if (status === "not_started") return refuse(status, { from: activity.startsAt.toISOString() }).refusal;
  return refuse(status === "draft" ? "archived" : status).refusal;
}

/** Whether this member may take part; null = yes. */
export function memberRefusal(
  audience: Audience,
  member: MemberFacts,
  blocked: boolean,
): ClaimRefusal | null {
  if (blocked) return refuse("blocked").refusal;
  return audienceAdmits(audience, member) ? null : refuse("member_not_eligible").refusal;
}

/** What a member did so far: over all passwords, on the day that `today` counts, and with this password. */
export type ParticipationCounts = {
  readonly total: number;
  readonly day: string | null;
  readonly today: number;
  readonly wins: number;
};

/** Limits of one member; null = none. Days are days of `zone`. */
export type ParticipationLimits = {
  readonly perMember: number | null;
  readonly perMemberPerDay: number | null;
  readonly perPassword: number | null;
  readonly zone: string;
};

/** How often the member succeeded on the local day it is at `now`. */
export function countToday(counts: ParticipationCounts, zone: string, now: Instant): number {
  return counts.day === localDate(now, zone) ? counts.today : 0;
}

/** Which limit one more success would break; null = none. The limit for ever is told before the daily one. */
export function limitRefusal(
  counts: ParticipationCounts,
  limits: ParticipationLimits,
  now: Instant,
): ClaimRefusal | null {
  const { perMember, perMemberPerDay, perPassword, zone } = limits;
  if (perMember !== null && counts.total >= perMember) {
    return refuse("participation_limit_reached", { limit: perMember }).refusal;
  }
  if (perPassword !== null && counts.wins >= perPassword) {
    return refuse("participation_limit_reached", { limit: perPassword }).refusal;
  }
  if (perMemberPerDay !== null && countToday(counts, zone, now) >= perMemberPerDay) {
    const resetsAt = nextMidnight(now, zone).toISOString();
    return refuse("daily_limit_reached", { limit: perMemberPerDay, resetsAt }).refusal;
  }
  return null;
}

/** What is left: of the pool, of the activity over all members (null total = no end), and each coupon's own answer. */
export type SupplyFacts = {
  readonly inventory: number;
  readonly issued: number;
  readonly total: number | null;
  readonly participations: number;
  /** The first prize that cannot be issued now; null = all can. */
  readonly unavailableCouponId: string | null;
};

/** Whether all prizes of the pool can be given once more; null = yes. */
export function supplyRefusalOf(supply: SupplyFacts): ClaimRefusal | null {
  const { inventory, issued, total, participations, unavailableCouponId } = supply;
  if (issued >= inventory || (total !== null && participations >= total)) return refuse("sold_out").refusal;
  return unavailableCouponId === null
    ? null
    : refuse("prize_unavailable", { couponId: unavailableCouponId }).refusal;
}

/** How often more this member may succeed with this password after the counts given; null = no limit. */
export function remainingClaims(counts: ParticipationCounts, limits: ParticipationLimits): number | null {
  const left = [
    limits.perMember === null ? null : limits.perMember - counts.total,
    limits.perPassword === null ? null : limits.perPassword - counts.wins,
  ].filter((n) => n !== null);
  return left.length === 0 ? null : Math.max(0, Math.min(...left));
}
