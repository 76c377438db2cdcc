import { and, eq, inArray, ne, sql } from "drizzle-orm";
import { audienceUses, type NamedKind } from "@/db/audience-uses";
import type { Tx } from "@/db/client";
import { memberGroupMembers, memberGroups } from "@/db/schema/members";
import { AppError } from "@/lib/kernel/app-error";
import { newId } from "@/lib/kernel/id";
import type { GroupRule } from "@/lib/members/schema";
import type { Scope } from "@/lib/platform/auth/scope";

const groupOf = (scope: Scope, id: string) =>
  and(eq(memberGroups.merchantId, scope.merchantId), eq(memberGroups.id, id));

/** Puts those who name groups, plans or rules of a merchant in a row until the transaction ends, so that names stay free. */
export async function lockLabels(tx: Tx, scope: Scope): Promise<void> {
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`member labels:${scope.merchantId}`}, 0))`,
  );
}

/** Locks a group until the transaction ends; who names it in an audience waits. Throws `not_found`. */
export async function lockGroup(tx: Tx, scope: Scope, id: string) {
  const [row] = await tx.select().from(memberGroups).where(groupOf(scope, id)).for("update");
  if (!row) throw new AppError("not_found");
  return row;
}

/** Holds a hand-picked group so that it is not deleted until the transaction ends. Throws `not_found`. */
export async function holdPickedGroup(tx: Tx, scope: Scope, id: string) {
  const [row] = await tx
    .select({ id: memberGroups.id, name: memberGroups.name })
    .from(memberGroups)
    .where(and(groupOf(scope, id), eq(memberGroups.kind, "picked")))
    .for("key share");
  if (!row) throw new AppError("not_found");
  return row;
}

/** Whether another group of the merchant has this name, letter case aside. Call with the labels locked. */
export async function groupNameTaken(tx: Tx, scope: Scope, name: string, except: string | null) {
  const rows = await tx
    .select({ id: memberGroups.id })
    .from(memberGroups)
    .where(
      and(
        eq(memberGroups.merchantId, scope.merchantId),
        sql`lower(${memberGroups.name}) = lower(${name})`,
        except ? ne(memberGroups.id, except) : undefined,
      ),
    );
  return rows.length > 0;
}

/** Keeps a new group: by `rule`, or hand-picked where that is null. */
export async function insertGroup(tx: Tx, scope: Scope, name: string, rule: GroupRule | null) {
  const id = newId("grp");
  const kind = rule ? ("rule" as const) : ("picked" as const);
  await tx.insert(memberGroups).values({ merchantId: scope.merchantId, id, name, kind, rule });
  return id;
}

/** Writes a locked group anew; gives its revision. */
export async function updateGroup(
  tx: Tx,
  scope: Scope,
  id: string,
  change: { readonly name: string; readonly rule: GroupRule | null },
): Promise<number> {
  const [row] = await tx
    .update(memberGroups)
    .set({ ...change, revision: sql`${memberGroups.revision} + 1`, updatedAt: sql`now()` })
    .where(groupOf(scope, id))
    .returning({ revision: memberGroups.revision });
  if (!row) throw new Error("a locked group is gone");
  return row.revision;
}

/** Deletes a locked group; who was picked into it is in it no more. */
export async function deleteGroup(tx: Tx, scope: Scope, id: string): Promise<void> {
  const picked = and(eq(memberGroupMembers.merchantId, scope.merchantId), eq(memberGroupMembers.groupId, id));
  await tx.delete(memberGroupMembers).where(picked);
  await tx.delete(memberGroups).where(groupOf(scope, id));
}

/** The first thing of the merchant that names one of these ids in its audience or rule; null = nothing does. */
export async function firstUse(
  tx: Tx,
  scope: Scope,
  kind: NamedKind,
  ids: readonly string[],
): Promise<{ kind: string; name: string } | null> {
  if (ids.length === 0) return null;
  const rows = await tx.execute<{ kind: string; name: string }>(audienceUses(scope.merchantId, kind, ids));
  const [row] = rows;
  return row ? { kind: row.kind, name: row.name } : null;
}

/** Puts members, held by the caller, into a hand-picked group; those who were not in it. */
export async function pickMembers(tx: Tx, scope: Scope, groupId: string, memberIds: readonly string[]) {
  if (memberIds.length === 0) return [];
  const rows = await tx
    .insert(memberGroupMembers)
    .values(memberIds.map((memberId) => ({ merchantId: scope.merchantId, groupId, memberId })))
    .onConflictDoNothing()
    .returning({ id: memberGroupMembers.memberId });
  return rows.map((row) => row.id);
}

/** Takes members out of a hand-picked group; those who were in it. */
export async function unpickMembers(tx: Tx, scope: Scope, groupId: string, memberIds: readonly string[]) {
  if (memberIds.length === 0) return [];
  const rows = await tx
    .delete(memberGroupMembers)
    .where(
      and(
        eq(memberGroupMembers.merchantId, scope.merchantId),
        eq(memberGroupMembers.groupId, groupId),
        inArray(memberGroupMembers.memberId, [...memberIds]),
      ),
    )
    .returning({ id: memberGroupMembers.memberId });
  return rows.map((row) => row.id);
}
