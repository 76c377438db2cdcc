import { and, asc, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { linkChannels, promotePreferences } from "@/db/schema/links";
import { promoteChoiceSchema } from "@/lib/links/schema";
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
