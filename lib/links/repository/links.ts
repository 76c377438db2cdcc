import { and, eq, inArray, isNotNull, isNull, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { activities } from "@/db/schema/activities";
import { linkChannels, links, promotePreferences } from "@/db/schema/links";
import { stores } from "@/db/schema/merchants";
import { packs } from "@/db/schema/packs";
import { newId } from "@/lib/kernel/id";
import type { ChannelInput, LinkInput, LinkTarget, PromoteChoice } from "@/lib/links/schema";
import type { Scope } from "@/lib/platform/auth/scope";

/** Keeps a new link at `slug`; its id, or null when that address is taken. */
export async function insertLink(
  tx: Tx,
  scope: Scope,
  link: LinkInput,
  slug: string,
): Promise<string | null> {
  const id = newId("lnk");
  const { target, channel, name, utm, expiresAt } = link;
  const made = await tx
    .insert(links)
    .values({
      ...{ merchantId: scope.merchantId, id, slug, channel, name, utm },
      targetType: target.type,
      targetId: target.id,
      expiresAt: expiresAt === null ? null : new Date(expiresAt),
      createdBy: scope.actor.id,
    })
    .onConflictDoNothing({ target: links.slug })
    .returning({ id: links.id });
  return made[0]?.id ?? null;
}

/**
 * Whether members can open what a link is to lead to: an activity that is online, a pack that the mall sells, an
 * open store that whoever asks works in. Reads only.
 */
export async function isOpenTarget(tx: Tx, scope: Scope, { type, id }: LinkTarget): Promise<boolean> {
  if (type === "home" || type === "menu") return true;
  if (type === "store") return await isOpenStore(tx, scope, id);
  const rows =
    type === "activity"
      ? await tx
          .select({ id: activities.id })
          .from(activities)
          .where(
            and(
              eq(activities.merchantId, scope.merchantId),
              eq(activities.id, id),
              isNotNull(activities.publishedAt),
              isNull(activities.archivedAt),
            ),
          )
      : await tx
          .select({ id: packs.id })
          .from(packs)
          .where(
            and(
              eq(packs.merchantId, scope.merchantId),
              eq(packs.id, id),
              eq(packs.type, "paid"),
              isNotNull(packs.publishedAt),
              isNull(packs.archivedAt),
            ),
          );
  return rows.length === 1;
}

async function isOpenStore(tx: Tx, scope: Scope, id: string): Promise<boolean> {
  const own = scope.storeId ? [scope.storeId] : scope.storeIds;
  if (own !== "all" && !own.includes(id)) return false;
  const rows = await tx
    .select({ id: stores.id })
    .from(stores)
    .where(and(eq(stores.merchantId, scope.merchantId), eq(stores.id, id), isNull(stores.archivedAt)));
  return rows.length === 1;
}

/** Those of `ids` that are the merchant's, locked, in the order of ids. */
export async function lockLinks(tx: Tx, scope: Scope, ids: readonly string[]) {
  return await tx
    .select({
      id: links.id,
      targetType: links.targetType,
      targetId: links.targetId,
      disabledAt: links.disabledAt,
    })
    .from(links)
    .where(and(eq(links.merchantId, scope.merchantId), inArray(links.id, [...ids])))
    .orderBy(links.id)
    .for("update");
}

/** Makes a locked link lead nowhere, or on again. */
export async function setDisabled(tx: Tx, scope: Scope, id: string, isDisabled: boolean): Promise<void> {
  const rows = await tx
    .update(links)
    .set({ disabledAt: isDisabled ? sql`now()` : null })
    .where(and(eq(links.merchantId, scope.merchantId), eq(links.id, id)))
    .returning({ id: links.id });
  if (rows.length !== 1) throw new Error("a locked link is gone");
}

/** One writer of a merchant's channels at a time, until the transaction ends. */
export async function lockChannels(tx: Tx, scope: Scope): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`channels:${scope.merchantId}`}, 0))`);
}

/** All channels of the merchant's own: a hundred at most. */
export async function loadChannels(tx: Tx, scope: Scope) {
  return await tx.select().from(linkChannels).where(eq(linkChannels.merchantId, scope.merchantId));
}

/** Keeps a new channel; gives its id. Call with the channels locked. */
export async function insertChannel(tx: Tx, scope: Scope, channel: ChannelInput): Promise<string> {
  const id = newId("chn");
  await tx.insert(linkChannels).values({ merchantId: scope.merchantId, id, ...channel });
  return id;
}

/** Writes what changed of a channel and raises its revision, which it gives. Call with the channels locked. */
export async function updateChannel(
  tx: Tx,
  scope: Scope,
  id: string,
  change: Partial<Omit<ChannelInput, "code">> & { readonly archivedAt?: Date | null },
): Promise<number> {
  const [row] = await tx
    .update(linkChannels)
    .set({ ...change, revision: sql`${linkChannels.revision} + 1`, updatedAt: sql`now()` })
    .where(and(eq(linkChannels.merchantId, scope.merchantId), eq(linkChannels.id, id)))
    .returning({ revision: linkChannels.revision });
  if (!row) throw new Error("a channel is gone");
  return row.revision;
}

/** Keeps what a person chose last in the promote dialog. */
export async function keepChoice(
  tx: Tx,
  scope: Scope,
  staffId: string,
  choice: PromoteChoice,
): Promise<void> {
  const own = { merchantId: scope.merchantId, staffId };
  await tx
    .insert(promotePreferences)
    .values({ ...own, choice })
    .onConflictDoUpdate({
      target: [promotePreferences.merchantId, promotePreferences.staffId],
      set: { choice, updatedAt: sql`now()` },
    });
}
