import { and, eq, inArray, isNotNull, isNull, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { mediaFiles } from "@/db/schema/media";
import type { Scope } from "@/lib/platform/auth/scope";

export type NewMedia = {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  /** SHA-256 of each part in hexadecimal; none for captions. */
  readonly parts: readonly string[];
};

/** What a file was found to be. */
export type FoundMedia = {
  readonly type: string;
  readonly width: number | null;
  readonly height: number | null;
};

const fileOf = (scope: Scope, id: string) =>
  and(eq(mediaFiles.merchantId, scope.merchantId), eq(mediaFiles.id, id));
const facts = {
  id: mediaFiles.id,
  type: mediaFiles.type,
  width: mediaFiles.width,
  height: mediaFiles.height,
  bytes: mediaFiles.bytes,
};

/** The row of a file, locked; null when the merchant has none such. */
export async function lockMedia(tx: Tx, scope: Scope, id: string) {
  const [row] = await tx
    .select({ ...facts, storedAt: mediaFiles.storedAt, removedAt: mediaFiles.removedAt })
    .from(mediaFiles)
    .where(fileOf(scope, id))
    .for("update");
  return row ?? null;
}

/** Makes room for a file whose bytes come next. Call with the merchant's images locked. */
export async function insertMedia(tx: Tx, scope: Scope, file: NewMedia): Promise<void> {
  const row = { merchantId: scope.merchantId, ...file, parts: [...file.parts], createdBy: scope.actor.id };
  await tx.insert(mediaFiles).values(row);
}

/** Begins the time anew that a file has until something shows it or it is whole; null when it is not there or going. */
export async function renewMedia(tx: Tx, scope: Scope, id: string) {
  const [row] = await tx
    .update(mediaFiles)
    .set({
      createdAt: sql`case when ${mediaFiles.heldAt} is null then now() else ${mediaFiles.createdAt} end`,
    })
    .where(and(fileOf(scope, id), isNull(mediaFiles.removedAt)))
    .returning({ ...facts, name: mediaFiles.name, parts: mediaFiles.parts, storedAt: mediaFiles.storedAt });
  return row ?? null;
}

/** Marks a file that is all there as what it was found to be; false when it is marked already, gone or going. */
export async function markMediaStored(tx: Tx, scope: Scope, id: string, found: FoundMedia): Promise<boolean> {
  const rows = await tx
    .update(mediaFiles)
    .set({ ...found, storedAt: sql`now()` })
    .where(and(fileOf(scope, id), isNull(mediaFiles.removedAt), isNull(mediaFiles.storedAt)))
    .returning({ id: mediaFiles.id });
  return rows.length === 1;
}

/** Keeps those of `ids` that are whole for as long as something names them (`letGoMedia`), and tells what they are. In the order of ids, so that twins never cross. */
export async function markMediaHeld(tx: Tx, scope: Scope, ids: readonly string[]) {
  const mine = and(eq(mediaFiles.merchantId, scope.merchantId), inArray(mediaFiles.id, [...ids]));
  const found = await tx
    .select({ ...facts, heldAt: mediaFiles.heldAt })
    .from(mediaFiles)
    .where(and(mine, isNotNull(mediaFiles.storedAt), isNull(mediaFiles.removedAt)))
    .orderBy(mediaFiles.id)
    .for("no key update");
  const fresh = found.filter((row) => row.heldAt === null).map((row) => row.id);
  if (fresh.length > 0)
    await tx
      .update(mediaFiles)
      .set({ heldAt: sql`now()` })
      .where(and(eq(mediaFiles.merchantId, scope.merchantId), inArray(mediaFiles.id, fresh)));
  return found;
}

/** Says that a file that never became whole is to go now; false when it is whole or gone. */
export async function giveUpMedia(tx: Tx, scope: Scope, id: string): Promise<boolean> {
  const rows = await tx
    .update(mediaFiles)
    .set({ removedAt: sql`coalesce(${mediaFiles.removedAt}, now())` })
    .where(and(fileOf(scope, id), isNull(mediaFiles.storedAt), isNull(mediaFiles.heldAt)))
    .returning({ id: mediaFiles.id });
  return rows.length === 1;
}

export type GoneMedia = { readonly merchantId: string; readonly id: string; readonly bytes: number };

/** What is to go: those whose removal was begun, and up to `most` that nothing showed for a week or that never became whole. */
export async function beginMediaRemoval(tx: Tx, most: number): Promise<GoneMedia[]> {
  return await tx.execute<GoneMedia>(sql`
    update ${mediaFiles} set removed_at = coalesce(removed_at, now())
    where ctid = any(array(
      select ctid from ${mediaFiles}
      where held_at is null and (removed_at is not null or created_at < now() - interval '7 days'
        or (stored_at is null and created_at < now() - interval '1 hour'))
      order by created_at limit ${most} for update skip locked))
    returning merchant_id as "merchantId", id, bytes`);
}

/** Forgets files that are gone. */
export async function deleteMedia(
  tx: Tx,
  gone: readonly Pick<GoneMedia, "merchantId" | "id">[],
): Promise<void> {
  for (const { merchantId, id } of gone) {
    await tx
      .delete(mediaFiles)
      .where(
        and(eq(mediaFiles.merchantId, merchantId), eq(mediaFiles.id, id), isNotNull(mediaFiles.removedAt)),
      );
  }
}
