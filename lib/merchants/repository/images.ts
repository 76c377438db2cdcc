import { and, eq, inArray, isNotNull, isNull, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { images } from "@/db/schema/images";
import { mediaFiles } from "@/db/schema/media";
import { placements } from "@/db/schema/placements";
import type { Scope } from "@/lib/platform/auth/scope";

export type NewImage = {
  readonly id: string;
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
};

const imageOf = (scope: Scope, id: string) => and(eq(images.merchantId, scope.merchantId), eq(images.id, id));

/** One writer of a merchant's images, videos and captions at a time, until the transaction ends: the room they take stays as told. */
export async function lockImages(tx: Tx, scope: Scope): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`images:${scope.merchantId}`}, 0))`);
}

/** How many bytes the merchant's images, videos and captions take. True while the images are locked. */
export async function countMediaBytes(tx: Tx, scope: Scope): Promise<number> {
  const [row] = await tx.execute<{ bytes: string }>(sql`select
    (select coalesce(sum(bytes), 0) from ${images} where merchant_id = ${scope.merchantId})
    + (select coalesce(sum(bytes), 0) from ${mediaFiles} where merchant_id = ${scope.merchantId}) as bytes`);
  return Number(row?.bytes ?? 0);
}

/** The row of an image, locked; null when the merchant has none such. */
export async function lockImage(tx: Tx, scope: Scope, id: string) {
  const [row] = await tx
    .select({ storedAt: images.storedAt, removedAt: images.removedAt })
    .from(images)
    .where(imageOf(scope, id))
    .for("update");
  return row ?? null;
}

/** Makes room for an image whose files come next. Call with the images locked. */
export async function insertImage(tx: Tx, scope: Scope, image: NewImage): Promise<void> {
  await tx.insert(images).values({ merchantId: scope.merchantId, ...image, createdBy: scope.actor.id });
}

/** Begins the week anew that an image has until something shows it. */
export async function renewImage(tx: Tx, scope: Scope, id: string): Promise<void> {
  await tx
    .update(images)
    .set({ createdAt: sql`now()` })
    .where(and(imageOf(scope, id), isNull(images.heldAt)));
}

/** Marks an image whose files are all there; false when its row is gone or going. */
export async function markStored(tx: Tx, scope: Scope, id: string): Promise<boolean> {
  const rows = await tx
    .update(images)
    .set({ storedAt: sql`coalesce(${images.storedAt}, now())` })
    .where(and(imageOf(scope, id), isNull(images.removedAt)))
    .returning({ id: images.id });
  return rows.length === 1;
}

/** Keeps those of `ids` that are whole for as long as something names them (`letGoMedia`); tells how many there are. In the order of ids, so that twins never cross. */
export async function markHeld(tx: Tx, scope: Scope, ids: readonly string[]): Promise<number> {
  const whole = and(
    eq(images.merchantId, scope.merchantId),
    inArray(images.id, [...ids]),
    isNotNull(images.storedAt),
    isNull(images.removedAt),
  );
  const found = await tx
    .select({ id: images.id, heldAt: images.heldAt })
    .from(images)
    .where(whole)
    .orderBy(images.id)
    .for("no key update");
  const fresh = found.filter((row) => row.heldAt === null).map((row) => row.id);
  if (fresh.length > 0)
    await tx
      .update(images)
      .set({ heldAt: sql`now()` })
      .where(and(eq(images.merchantId, scope.merchantId), inArray(images.id, fresh)));
  return found.length;
}

/**
 * What is to go: those whose removal was begun, and up to `most` that nothing showed for a week or that never became whole.
 * One that a placement names stays: the version before knows no placements, and let it go while it was at work.
 */
export async function beginRemoval(tx: Tx, most: number): Promise<{ merchantId: string; id: string }[]> {
  return await tx.execute<{ merchantId: string; id: string }>(sql`
    update ${images} set removed_at = coalesce(removed_at, now())
    where ctid = any(array(
      select ctid from ${images}
      where held_at is null and (removed_at is not null
        or (created_at < now() - interval '7 days' and not exists (select from ${placements} p
          where p.merchant_id = ${images}.merchant_id and p.image ->> 'id' = ${images}.id))
        or (stored_at is null and created_at < now() - interval '1 hour'))
      order by created_at limit ${most} for update skip locked))
    returning merchant_id as "merchantId", id`);
}

/** Forgets images whose files are gone. */
export async function deleteImages(
  tx: Tx,
  gone: readonly { readonly merchantId: string; readonly id: string }[],
): Promise<void> {
  for (const { merchantId, id } of gone) {
    await tx
      .delete(images)
      .where(and(eq(images.merchantId, merchantId), eq(images.id, id), isNotNull(images.removedAt)));
  }
}
