import { type PoolFacts, poolLack } from "@/components/blocks/pool-gone";
import { limitRefusal, memberRefusal, standingRefusal } from "@/lib/activities/rules/claim";
import type { ActivityStanding } from "@/lib/activities/rules/status";
import type { ActivityRules } from "@/lib/activities/schema";
import type { Instant } from "@/lib/kernel/time";
import type { MemberStanding } from "@/lib/members/load-member-facts";
import type { Audience } from "@/lib/members/schema/audience";

/** What an activity's page is to whoever looks at it now: one of the states of ux.md 2.3. */
export type ActivityState =
  | { readonly kind: "running" }
  | { readonly kind: "paused" | "sold_out" | "unavailable" | "blocked" | "not_eligible" | "archived" }
  | { readonly kind: "not_started" | "ended"; readonly at: Instant }
  | { readonly kind: "limit_total"; readonly used: number; readonly limit: number }
  | { readonly kind: "limit_today"; readonly used: number; readonly limit: number; readonly at: Instant };

/** What the state is computed from: a part of what `getActivityPage` reads. */
export type PageFacts = {
  readonly activity: ActivityStanding & {
    readonly timeZone: string;
    readonly audience: Audience;
    readonly rules: ActivityRules;
    readonly perMember: number | null;
    readonly perMemberPerDay: number | null;
  };
  readonly pools: readonly PoolFacts[];
  readonly total: number | null;
  readonly used: number;
  readonly counts: {
    readonly total: number;
    readonly day: string | null;
    readonly today: number;
    readonly wins: ReadonlyMap<string, number>;
  };
};

/**
 * The state of the page, by the same rules that decide a claim. What is told first is what lasts longest: the activity's
 * own standing, then what is true of the member for good, then limits, then stock. `member` null = signed out.
 */
export function activityState(page: PageFacts, member: MemberStanding | null, now: Instant): ActivityState {
  const { activity, pools, total, used } = page;
  const standing = standingRefusal(activity, now);
  if (standing) return standingState(standing.code, activity);
  const who = member ? memberRefusal(activity.audience, member.facts, member.blocked) : null;
  if (who) return { kind: who.code === "blocked" ? "blocked" : "not_eligible" };
  const limit = limitState(page, now);
  if (limit) return limit;
  if (total !== null && used >= total) return { kind: "sold_out" };
  const lacks = pools.map((pool) => poolLack(pool, now));
  if (lacks.includes(null)) return { kind: "running" };
  return { kind: lacks.includes("unavailable") ? "unavailable" : "sold_out" };
}

function standingState(code: string, activity: { startsAt: Instant; endsAt: Instant }): ActivityState {
  if (code === "not_started") return { kind: "not_started", at: activity.startsAt };
  if (code === "ended") return { kind: "ended", at: activity.endsAt };
  return { kind: code === "paused" ? "paused" : "archived" };
}

function limitState({ activity, pools, counts }: PageFacts, now: Instant): ActivityState | null {
  const { perMember, perMemberPerDay, timeZone: zone } = activity;
  const perPassword = activity.rules.perMember;
  const limits = { perMember, perMemberPerDay, perPassword: null, zone };
  const refusal = limitRefusal({ ...counts, wins: 0 }, limits, now);
  const limit = Number(refusal?.params?.limit ?? 0);
  if (refusal?.code === "participation_limit_reached") {
    return { kind: "limit_total", used: counts.total, limit };
  }
  const winsOf = (pool: PoolFacts) => counts.wins.get(pool.id) ?? 0;
  if (perPassword !== null && pools.length > 0 && pools.every((pool) => winsOf(pool) >= perPassword)) {
    return { kind: "limit_total", used: counts.total, limit: perPassword * pools.length };
  }
  if (refusal?.code !== "daily_limit_reached") return null;
  return { kind: "limit_today", used: counts.today, limit, at: new Date(String(refusal.params?.resetsAt)) };
}
