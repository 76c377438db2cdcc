import { and, eq, inArray, ne, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { members, memberTags, tags } from "@/db/schema/members";
import { AppError } from "@/lib/kernel/app-error";
import { newId } from "@/lib/kernel/id";
import { isTaken } from "@/lib/members/repository/profiles";
import type { Scope } from "@/lib/platform/auth/scope";

const tagOf = (scope: Scope, id: string) => and(eq(tags.merchantId, scope.merchantId), eq(tags.id, id));

/** The merchant's tags of these ids, locked in the order of their ids until the transaction ends. Throws `not_found`. */
export async function lockTags(tx: Tx, scope: Scope, ids: readonly string[]) {
  const rows = await tx
    .select({ id: tags.id, name: tags.name, colour: tags.colour })
    .from(tags)
    .where(and(eq(tags.merchantId, scope.merchantId), inArray(tags.id, [...ids])))
    .orderBy(tags.id)
    .for("update");
  if (rows.length !== new Set(ids).size) throw new AppError("not_found");
  return rows;
}

/** As `lockTags`, yet many may hold them at once: nobody deletes or renames them until the transaction ends. */
export async function holdTags(tx: Tx, scope: Scope, ids: readonly string[]) {
  if (ids.length === 0) return [];
  const rows = await tx
    .select({ id: tags.id, name: tags.name })
    .from(tags)
    .where(and(eq(tags.merchantId, scope.merchantId), inArray(tags.id, [...ids])))
    .orderBy(tags.id)
    .for("share");
  if (rows.length !== new Set(ids).size) throw new AppError("not_found");
  return rows;
}

/** Makes a tag; null = there is one of that name already, letter case aside. */
export async function insertTag(tx: Tx, scope: Scope, tag: { name: string; colour: string }) {
  const [row] = await tx
    .insert(tags)
    .values({ merchantId: scope.merchantId, id: newId("tag"), ...tag })
    .onConflictDoNothing()
    .returning({ id: tags.id });
  return row?.id ?? null;
}

/** Whether another tag of the merchant has this name, letter case aside. */
export async function tagNameTaken(tx: Tx, scope: Scope, name: string, except: string): Promise<boolean> {
  const rows = await tx
    .select({ id: tags.id })
    .from(tags)
    .where(
      and(
        eq(tags.merchantId, scope.merchantId),
        sql`lower(${tags.name}) = lower(${name})`,
        ne(tags.id, except),
      ),
    );
  return rows.length > 0;
}

/** Writes a locked tag. Throws `busy` when one of the same name is made at this moment. */
export async function updateTag(
  tx: Tx,
  scope: Scope,
  id: string,
  change: { readonly name: string; readonly colour: string },
): Promise<void> {
  try {
    await tx.update(tags).set(change).where(tagOf(scope, id));
  } catch (error) {
    throw isTaken(error) ? new AppError("busy", "busy", {}, { cause: error }) : error;
  }
}

/** Whether more than `most` members wear a tag. */
export async function wornByMore(tx: Tx, scope: Scope, tagId: string, most: number): Promise<boolean> {
  const rows = await tx
    .select({ id: memberTags.memberId })
    .from(memberTags)
    .where(and(eq(memberTags.merchantId, scope.merchantId), eq(memberTags.tagId, tagId)))
    .offset(most)
    .limit(1);
  return rows.length > 0;
}

/**
 * The last of the first `most` members who wear a tag, by id. A range up to it is read once whatever the planner thinks of
 * the table, where a list of ids would be looked through for each row.
 */
const lastOfPart = (scope: Scope, tagId: string, most: number) => sql`(
  select max(member_id) from (
    select member_id from ${memberTags} where merchant_id = ${scope.merchantId} and tag_id = ${tagId}
    order by member_id limit ${most}) part)`;

/** Takes a locked tag off at most `most` members; tells how many wore it among those. */
export async function unwearTag(tx: Tx, scope: Scope, tagId: string, most: number): Promise<number> {
  const rows = await tx.execute<{ count: number }>(sql`
    with gone as (
      delete from ${memberTags} where merchant_id = ${scope.merchantId} and tag_id = ${tagId}
        and member_id <= ${lastOfPart(scope, tagId, most)} returning member_id
    )
    select count(*)::int as count from gone`);
  return rows[0]?.count ?? 0;
}

/** Puts the locked tag `into` on at most `most` of those who wear `from`, in its place; tells how many they were. */
export async function moveTag(tx: Tx, scope: Scope, from: string, into: string, most: number) {
  const rows = await tx.execute<{ count: number }>(sql`
    with moved as (
      delete from ${memberTags} where merchant_id = ${scope.merchantId} and tag_id = ${from}
        and member_id <= ${lastOfPart(scope, from, most)} returning member_id
    ), worn as (
      insert into ${memberTags} (merchant_id, member_id, tag_id)
      select ${scope.merchantId}, member_id, ${into} from moved on conflict do nothing
    )
    select count(*)::int as count from moved`);
  return rows[0]?.count ?? 0;
}

/** Deletes a locked tag that nobody wears. */
export async function deleteTag(tx: Tx, scope: Scope, id: string): Promise<void> {
  await tx.delete(tags).where(tagOf(scope, id));
}

/**
 * Puts tags on members and takes tags off them, all of whom the caller holds; the members that this changed. What is worn
 * or not worn already stays as it is.
 */
export async function wearTags(
  tx: Tx,
  scope: Scope,
  memberIds: readonly string[],
  change: { readonly add: readonly string[]; readonly remove: readonly string[] },
): Promise<string[]> {
  if (memberIds.length === 0) return [];
  const mine = and(eq(memberTags.merchantId, scope.merchantId), inArray(memberTags.memberId, [...memberIds]));
  const removed =
    change.remove.length === 0
      ? []
      : await tx
          .delete(memberTags)
          .where(and(mine, inArray(memberTags.tagId, [...change.remove])))
          .returning({ id: memberTags.memberId });
  const rows = memberIds.flatMap((memberId) =>
    change.add.map((tagId) => ({ merchantId: scope.merchantId, memberId, tagId })),
  );
  const added =
    rows.length === 0
      ? []
      : await tx.insert(memberTags).values(rows).onConflictDoNothing().returning({ id: memberTags.memberId });
  return [...new Set([...removed, ...added].map((row) => row.id))];
}

/**
 * The members of these ids within the caller's reach, in the order of their ids, held until the transaction ends: none of
 * them can be erased meanwhile. Others are left out.
 */
export async function holdMembers(tx: Tx, scope: Scope, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const stores = scope.storeId ? [scope.storeId] : scope.storeIds;
  if (stores !== "all" && stores.length === 0) return [];
  const rows = await tx
    .select({ id: members.id })
    .from(members)
    .where(
      and(
        eq(members.merchantId, scope.merchantId),
        inArray(members.id, [...ids]),
        sql`${members.erasedAt} is null`,
        stores === "all" ? undefined : inArray(members.homeStoreId, [...stores]),
      ),
    )
    .orderBy(members.id)
    .for("key share");
  return rows.map((row) => row.id);
}
