import { describe, expect, it } from "vitest";
import { activityState } from "@/components/blocks/activity-state";
import { type PageBasis, pageStates, viewIn } from "@/components/page-editor/states";
import type { ActivityPage } from "@/lib/activities/queries/member-pages";
import { defaultPage } from "@/lib/activities/rules/page-defaults";

const now = new Date("2026-11-21T12:00:00Z");
const coupon = {
  ...{ publishedAt: now, pausedAt: null, endedAt: null, archivedAt: null, validFrom: null, validUntil: null },
  ...{ quantity: null, issued: 0 },
};
const factsAt = (startsAt: string, endsAt: string): ActivityPage =>
  ({
    activity: {
      ...{
        id: "act_1",
        slug: "tea",
        name: "Tea",
        timeZone: "Asia/Hong_Kong",
        description: "",
        rulesText: "",
      },
      ...{ startsAt: new Date(startsAt), endsAt: new Date(endsAt), rules: { perMember: null } },
      ...{ audience: { type: "all" }, perMember: null, perMemberPerDay: null, shareAllowed: true },
      ...{ shareTitle: "", shareSubtitle: "", publishedAt: null, pausedAt: null, archivedAt: null },
    },
    pools: [{ id: "pol_1", inventory: 1, issued: 1, prizes: [{ quantity: 1, coupon }] }],
    ...{
      total: null,
      used: 3,
      counts: { total: 3, day: null, today: 0, wins: new Map() },
      audienceNames: [],
    },
  }) as unknown as ActivityPage;

describe.each([
  ["a draft that begins next year", factsAt("2027-01-01T00:00:00Z", "2027-02-01T00:00:00Z")],
  ["one that is over", factsAt("2025-01-01T00:00:00Z", "2025-02-01T00:00:00Z")],
  ["one that runs", factsAt("2026-11-01T00:00:00Z", "2026-12-01T00:00:00Z")],
])("the page of %s", (_, facts) => {
  const merchant = { slug: "m", name: "M", timeZone: "UTC" };
  const shown = { stores: [], winners: [], goods: { products: [], packs: [], pictures: [] } };
  const basis: PageBasis = { facts, merchant, now, ...shown, url: "https://x.example/a/tea" };

  it.each(pageStates)("can be looked at as %s, as its own rules would show it", (state) => {
    const view = viewIn(state, defaultPage(), basis, "Wrong!");
    const running = ["eligible", "signed_out", "wrong_password", "success"].includes(state);
    expect(view.state.kind).toBe(running ? "running" : state);
    expect(view.member === null).toBe(state === "signed_out");
    expect(view.initial.errors?.password).toBe(state === "wrong_password" ? "Wrong!" : undefined);
    // What the activity itself decides is decided by the facts that are shown.
    if (running || ["not_started", "paused", "ended", "sold_out"].includes(state))
      expect(activityState(view.facts, null, now).kind).toBe(view.state.kind);
  });
});
