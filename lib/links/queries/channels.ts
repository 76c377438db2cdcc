import { and, asc, desc, eq, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { linkChannels, links, promotePreferences } from "@/db/schema/links";
import { isLive } from "@/lib/links/queries/links";
import { type LinkTarget, promoteChoiceSchema } from "@/lib/links/schema";
import type { Scope } from "@/lib/platform/auth/scope";

/** The channels that the merchant named itself, by name, those put away among them: a hundred at most. */
export async function listChannels(scope: Scope) {
  return await db()
    .select({
      id: linkChannels.id,
      code: linkChannels.code,
      name: linkChannels.name,
      colour: linkChannels.colour,
      utmSource: linkChannels.utmSource,
      utmMedium: linkChannels.utmMedium,
      archivedAt: linkChannels.archivedAt,
      revision: linkChannels.revision,
    })
    .from(linkChannels)
    .where(eq(linkChannels.merchantId, scope.merchantId))
    .orderBy(asc(linkChannels.name), asc(linkChannels.id))
    .limit(200);
}
export type ChannelRow = Awaited<ReturnType<typeof listChannels>>[number];

/** What the reader chose last in the promote dialog; how it begins for who never did. */
export async function lastChoice(scope: Scope) {
  const [row] = await db()
    .select({ choice: promotePreferences.choice })
    .from(promotePreferences)
    .where(
      and(
        eq(promotePreferences.merchantId, scope.merchantId),
        eq(promotePreferences.staffId, scope.actor.id ?? ""),
      ),
    );
  // One kept by an earlier version may lack what is known by now.
  return promoteChoiceSchema.safeParse(row?.choice ?? {}).data ?? promoteChoiceSchema.parse({});
}

/**
 * The short address that a page asked for with `?ch=` counts as (ux.md 2.7): of the links that lead on to `target` now, the
 * channel's newest, personal ones left out; or the one whose own address it names. Null = nothing is to be counted.
 */
export async function slugOfChannel(scope: Scope, target: LinkTarget, ch: string): Promise<string | null> {
  const isOfChannel = sql`(${links.channel} = ${ch} and not (${links.channel} = 'referral' and ${links.name} <> ''))`;
  const [row] = await db()
    .select({ slug: links.slug })
    .from(links)
    .where(
      and(
        eq(links.merchantId, scope.merchantId),
        ...[isLive, eq(links.targetType, target.type), eq(links.targetId, target.id)],
        sql`(${isOfChannel} or ${links.slug} = ${ch})`,
      ),
    )
    .orderBy(desc(isOfChannel), asc(sql`${links.name} <> ''`), desc(links.createdAt), desc(links.id))
    .limit(1);
  return row?.slug ?? null;
}
