import { and, asc, desc, eq, inArray, isNull } from "drizzle-orm";
import { db } from "@/db/client";
import { cardPlans, memberGroups, members, tags, tiers } from "@/db/schema/members";
import { briefColumns, countWhere, shownPhone } from "@/lib/members/queries/brief";
import { called, inAudience, visible } from "@/lib/members/queries/match";
import { builtInGroups } from "@/lib/members/rules";
import type { Audience } from "@/lib/members/schema/audience";
import type { Scope } from "@/lib/platform/auth/scope";

/** How many members of the merchant an audience lets in now, whatever store they registered at (M5). */
export async function countAudience(scope: Scope, audience: Audience) {
  const standing = and(eq(members.merchantId, scope.merchantId), isNull(members.erasedAt));
  return await countWhere(and(standing, await inAudience(scope, audience)));
}

/** Most that are listed of each, to be picked from. */
export const LISTED = { plans: 100, tiers: 1000, groups: 500, tags: 1000 } as const;

/**
 * What an audience may be picked from: card plans with their tiers, lowest first; groups and tags by name. The groups
 * every merchant has stand first; their names are the screens' (`audience.builtIn`).
 */
export async function audienceOptions(scope: Scope) {
  const of = scope.merchantId;
  const [plans, rungs, groups, words] = await Promise.all([
    db()
      .select({ id: cardPlans.id, name: cardPlans.name })
      .from(cardPlans)
      .where(eq(cardPlans.merchantId, of))
      .orderBy(asc(cardPlans.position), asc(cardPlans.name))
      .limit(LISTED.plans),
    db()
      .select({ id: tiers.id, name: tiers.name, colour: tiers.colour, planId: tiers.planId })
      .from(tiers)
      .where(eq(tiers.merchantId, of))
      .orderBy(asc(tiers.rank))
      .limit(LISTED.tiers),
    db()
      .select({ id: memberGroups.id, name: memberGroups.name, kind: memberGroups.kind })
      .from(memberGroups)
      .where(eq(memberGroups.merchantId, of))
      .orderBy(asc(memberGroups.name))
      .limit(LISTED.groups),
    db()
      .select({ id: tags.id, name: tags.name, colour: tags.colour })
      .from(tags)
      .where(eq(tags.merchantId, of))
      .orderBy(asc(tags.name))
      .limit(LISTED.tags),
  ]);
  const withTiers = plans.map((plan) => ({
    ...plan,
    tiers: rungs
      .filter((rung) => rung.planId === plan.id)
      .map(({ id, name, colour }) => ({ id, name, colour })),
  }));
  const builtIn = builtInGroups.map(({ id }) => ({ id, name: id, kind: "built_in" as const }));
  return { plans: withTiers, groups: [...builtIn, ...groups], tags: words };
}

export type AudienceOptions = Awaited<ReturnType<typeof audienceOptions>>;

/** Members whose phone, name or nickname is exactly `text`: for pickers. At most 20, newest first. */
export async function searchMembers(scope: Scope, text: string) {
  if (text.trim() === "") return [];
  const rows = await db()
    .select(briefColumns)
    .from(members)
    .where(and(visible(scope), await called(scope, text)))
    .orderBy(desc(members.registeredAt))
    .limit(20);
  return rows.map((row) => ({ ...row, phone: shownPhone(scope, row.phone) }));
}

/** The members an audience names by hand, for showing it again; unknown ids are left out. */
export async function namedMembers(scope: Scope, memberIds: readonly string[]) {
  if (memberIds.length === 0) return [];
  const rows = await db()
    .select(briefColumns)
    .from(members)
    .where(and(visible(scope), inArray(members.id, [...memberIds])))
    .limit(500);
  return rows.map((row) => ({ ...row, phone: shownPhone(scope, row.phone) }));
}
