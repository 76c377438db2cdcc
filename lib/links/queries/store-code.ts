import { and, desc, eq, isNull } from "drizzle-orm";
import { db } from "@/db/client";
import { links } from "@/db/schema/links";
import { isLive, visible } from "@/lib/links/queries/links";
import type { Scope } from "@/lib/platform/auth/scope";

/**
 * The link that the code of a store is of: the newest printed one to its menu that never ends, for what stands on tables
 * leads on as long as it stands there, and is counted as print. Null = there is none.
 */
export async function storeCode(scope: Scope, storeId: string) {
  const [link = null] = await db()
    .select({ id: links.id, slug: links.slug, channel: links.channel })
    .from(links)
    .where(
      and(
        ...[visible(scope), isLive, isNull(links.expiresAt)],
        ...[eq(links.targetType, "store"), eq(links.targetId, storeId), eq(links.channel, "print")],
      ),
    )
    .orderBy(desc(links.createdAt), desc(links.id))
    .limit(1);
  return link;
}
export type StoreCodeLink = NonNullable<Awaited<ReturnType<typeof storeCode>>>;
