import type { ActivityState } from "@/components/blocks/activity-state";
import type { PageView } from "@/components/blocks/page-view";
import type { ActivityPage } from "@/lib/activities/queries/member-pages";
import type { ActivityKind } from "@/lib/activities/schema";

/** The states a page is looked at in: those of ux.md 2.3 that an activity can be in. */
export const pageStates = [
  "eligible",
  "signed_out",
  "wrong_password",
  "success",
  "not_started",
  "limit_total",
  "limit_today",
  "not_eligible",
  "sold_out",
  "unavailable",
  "blocked",
  "paused",
  "ended",
] as const;
export type PageState = (typeof pageStates)[number];

/** The states that a page of this kind can be in: where nothing is typed, nothing is typed wrongly. */
export const statesOf = (kind: ActivityKind): readonly PageState[] =>
  pageStates.filter((state) => state !== "wrong_password" || kind === "code_redemption");

const DAY_MS = 86_400_000;

/** What a page is drawn from that is the same in every state. */
export type PageBasis = Pick<PageView, "facts" | "merchant" | "stores" | "goods" | "winners" | "now" | "url">;

const running = ({ activity }: ActivityPage, now: Date): ActivityPage["activity"] => ({
  ...activity,
  publishedAt: activity.publishedAt ?? now,
  pausedAt: null,
  archivedAt: null,
  startsAt: activity.startsAt < now ? activity.startsAt : new Date(now.getTime() - DAY_MS),
  endsAt: activity.endsAt > now ? activity.endsAt : new Date(now.getTime() + 7 * DAY_MS),
});

/** The activity as it would have to be for `state`: the page's own rules then say the same (activity-state.ts). */
function factsIn(state: PageState, facts: ActivityPage, now: Date): ActivityPage {
  const activity = running(facts, now);
  const full = facts.pools.map((pool) => ({ ...pool, issued: Math.min(pool.issued, pool.inventory - 1) }));
  const base = { ...facts, activity, pools: full, used: 0, counts: { ...facts.counts, total: 0, today: 0 } };
  switch (state) {
    case "not_started": {
      const startsAt =
        facts.activity.startsAt > now ? facts.activity.startsAt : new Date(now.getTime() + 3 * DAY_MS);
      return {
        ...base,
        activity: { ...activity, startsAt, endsAt: new Date(startsAt.getTime() + 14 * DAY_MS) },
      };
    }
    case "paused":
      return { ...base, activity: { ...activity, pausedAt: now } };
    case "ended": {
      const endsAt = facts.activity.endsAt < now ? facts.activity.endsAt : new Date(now.getTime() - DAY_MS);
      const startsAt = new Date(Math.min(activity.startsAt.getTime(), endsAt.getTime() - DAY_MS));
      return { ...base, activity: { ...activity, startsAt, endsAt } };
    }
    case "sold_out":
      return { ...base, pools: facts.pools.map((pool) => ({ ...pool, issued: pool.inventory })) };
    default:
      return base;
  }
}

/** The state itself: what the page's own rules say of `facts`, or what depends on who looks and what they did. */
function stateIn(state: PageState, facts: ActivityPage, now: Date): ActivityState {
  const limit = facts.activity.perMember ?? 1;
  const today = facts.activity.perMemberPerDay ?? 1;
  switch (state) {
    case "limit_total":
      return { kind: "limit_total", used: limit, limit };
    case "limit_today":
      return { kind: "limit_today", used: today, limit: today, at: new Date(now.getTime() + DAY_MS / 3) };
    case "not_eligible":
    case "unavailable":
    case "blocked":
      return { kind: state };
    case "paused":
    case "sold_out":
      return { kind: state };
    case "not_started":
      return { kind: state, at: facts.activity.startsAt };
    case "ended":
      return { kind: state, at: facts.activity.endsAt };
    default:
      return { kind: "running" };
  }
}

/** Winners as they would be told, where nobody has agreed to it yet. */
const examplesOf = ({ pools: [pool] }: ActivityPage) =>
  ["M••", "小••", "A••"].map((name) => ({ name, poolId: pool?.id ?? "" }));

/** All that the page is drawn from in a state, for nobody in particular; `wrong` = the words of a wrong password. */
export function viewIn(state: PageState, page: PageView["page"], basis: PageBasis, wrong: string): PageView {
  const facts = factsIn(state, basis.facts, basis.now);
  return {
    ...basis,
    page,
    facts,
    winners: basis.winners.length > 0 ? basis.winners : examplesOf(facts),
    state: stateIn(state, facts, basis.now),
    member: state === "signed_out" ? null : { phone: "+852 •••• 1234" },
    requestId: "preview",
    initial: state === "wrong_password" ? { errors: { password: wrong }, values: { password: "SNOW" } } : {},
    claim: async (before) => before,
  };
}
