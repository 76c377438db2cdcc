import { and, asc, eq, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { cardPlans, tiers } from "@/db/schema/members";
import { capped, LABEL_COUNT_CAP } from "@/lib/members/queries/tags";
import { asLabelColour } from "@/lib/members/schema";
import type { Scope } from "@/lib/platform/auth/scope";

/** The merchant's card plans in their order (C-64), with their tiers, lowest first, and how many members hold each. */
export async function listPlans(scope: Scope, planId?: string) {
  const held = sql<number>`(select count(*)::int from (select 1 from member_tier h
    where h.merchant_id = tier.merchant_id and h.tier_id = tier.id limit ${LABEL_COUNT_CAP + 1}) few)`;
  const [plans, rungs] = await Promise.all([
    db()
      .select({
        id: cardPlans.id,
        name: cardPlans.name,
        description: cardPlans.description,
        revision: cardPlans.revision,
      })
      .from(cardPlans)
      .where(and(eq(cardPlans.merchantId, scope.merchantId), planId ? eq(cardPlans.id, planId) : undefined))
      .orderBy(asc(cardPlans.position), asc(cardPlans.name))
      .limit(100),
    db()
      .select({
        id: tiers.id,
        planId: tiers.planId,
        name: tiers.name,
        thresholdMinor: tiers.thresholdMinor,
        benefits: tiers.benefits,
        colour: tiers.colour,
        members: held,
      })
      .from(tiers)
      .where(and(eq(tiers.merchantId, scope.merchantId), planId ? eq(tiers.planId, planId) : undefined))
      .orderBy(asc(tiers.rank))
      .limit(1000),
  ]);
  return plans.map((plan) => ({
    ...plan,
    tiers: rungs
      .filter((rung) => rung.planId === plan.id)
      .map(({ planId: _, members, ...rung }) => ({
        ...rung,
        colour: asLabelColour(rung.colour),
        members: capped(members),
      })),
  }));
}

export type PlanRow = Awaited<ReturnType<typeof listPlans>>[number];
