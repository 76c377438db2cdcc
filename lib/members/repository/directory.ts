import { and, eq, inArray, isNull, ne, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { accountEntries } from "@/db/schema/accounts";
import {
  erasedPhones,
  memberGroupMembers,
  memberRemarks,
  memberSessions,
  members,
  memberTags,
  memberTiers,
  otpChallenges,
} from "@/db/schema/members";
import { stores } from "@/db/schema/merchants";
import { AppError } from "@/lib/kernel/app-error";
import { newId } from "@/lib/kernel/id";
import type { Instant } from "@/lib/kernel/time";
import type { Scope } from "@/lib/platform/auth/scope";
import { keyedHash } from "@/lib/platform/crypto";

const columns = {
  id: members.id,
  phone: members.phone,
  externalId: members.externalId,
  name: members.name,
  nickname: members.nickname,
  email: members.email,
  birthday: members.birthday,
  homeStoreId: members.homeStoreId,
  blockedAt: members.blockedAt,
  revision: members.revision,
};
const memberOf = (scope: Scope, id: string) =>
  and(eq(members.merchantId, scope.merchantId), eq(members.id, id));

/** The stores whose members this actor reaches; `all` with those who joined online. */
export const reachedStores = (scope: Scope): "all" | readonly string[] =>
  scope.storeId ? [scope.storeId] : scope.storeIds;

/**
 * Locks a member within the actor's reach until the transaction ends. `update` where their phone will change or go, so
 * that whoever gives them something at this moment waits. Throws `not_found`, for those who were erased too.
 */
export async function lockMember(
  tx: Tx,
  scope: Scope,
  id: string,
  strength: "no key update" | "update" = "no key update",
) {
  const reached = reachedStores(scope);
  const [row] = await tx
    .select(columns)
    .from(members)
    .where(and(memberOf(scope, id), isNull(members.erasedAt)))
    .for(strength);
  const within = reached === "all" || (row?.homeStoreId != null && reached.includes(row.homeStoreId));
  if (!row || !within) throw new AppError("not_found");
  return row;
}

/** Whether the merchant has this store, open for business, and the actor reaches it. */
export async function storeReached(tx: Tx, scope: Scope, storeId: string): Promise<boolean> {
  const reached = reachedStores(scope);
  if (reached !== "all" && !reached.includes(storeId)) return false;
  const rows = await tx
    .select({ id: stores.id })
    .from(stores)
    .where(and(eq(stores.merchantId, scope.merchantId), eq(stores.id, storeId), isNull(stores.archivedAt)))
    .for("key share");
  return rows.length === 1;
}

/** Whether another member of the merchant has this outside id. */
export async function externalIdTaken(tx: Tx, scope: Scope, externalId: string, except: string | null) {
  const rows = await tx
    .select({ id: members.id })
    .from(members)
    .where(
      and(
        eq(members.merchantId, scope.merchantId),
        eq(members.externalId, externalId),
        except ? ne(members.id, except) : undefined,
      ),
    );
  return rows.length > 0;
}

/** Whether another member of the merchant has this phone (E.164). */
export async function phoneTaken(tx: Tx, scope: Scope, phone: string, except: string): Promise<boolean> {
  const rows = await tx
    .select({ id: members.id })
    .from(members)
    .where(and(eq(members.merchantId, scope.merchantId), eq(members.phone, phone), ne(members.id, except)));
  return rows.length > 0;
}

/** Blocks a locked member from taking part in anything, or lets them again where `blockedAt` is null. */
export async function markBlocked(
  tx: Tx,
  scope: Scope,
  id: string,
  blockedAt: Instant | null,
): Promise<void> {
  await tx
    .update(members)
    .set({ blockedAt, revision: sql`${members.revision} + 1`, updatedAt: sql`now()` })
    .where(memberOf(scope, id));
}

/** Keeps what staff say about a locked member, a note of `writtenBy` or the reason of something; gives its id. */
export async function insertRemark(
  tx: Tx,
  scope: Scope,
  remark: { readonly memberId: string; readonly text: string; readonly writtenBy: string | null },
): Promise<string> {
  const id = newId("rmk");
  await tx.insert(memberRemarks).values({ merchantId: scope.merchantId, id, ...remark });
  return id;
}

const hashOf = (scope: Scope, phone: string) => keyedHash("erased-phone", `${scope.merchantId}:${phone}`);

/** Those of these phones (E.164) whose owners asked to be forgotten and have not come back by themselves. */
export async function erasedAmong(tx: Tx, scope: Scope, phones: readonly string[]): Promise<Set<string>> {
  if (phones.length === 0) return new Set();
  const byHash = new Map(phones.map((phone) => [hashOf(scope, phone), phone]));
  const rows = await tx
    .select({ hash: erasedPhones.phoneHash })
    .from(erasedPhones)
    .where(
      and(eq(erasedPhones.merchantId, scope.merchantId), inArray(erasedPhones.phoneHash, [...byHash.keys()])),
    );
  return new Set(rows.map((row) => byHash.get(row.hash) ?? ""));
}

/** Their owners came back, or staff know that they want to: the phones may be members' again. */
export async function forgetErasures(tx: Tx, scope: Scope, phones: readonly string[]): Promise<void> {
  if (phones.length === 0) return;
  const hashes = phones.map((phone) => hashOf(scope, phone));
  await tx
    .delete(erasedPhones)
    .where(and(eq(erasedPhones.merchantId, scope.merchantId), inArray(erasedPhones.phoneHash, hashes)));
}

/** As `forgetErasures`, of one phone. */
export async function forgetErasure(tx: Tx, scope: Scope, phone: string): Promise<void> {
  await forgetErasures(tx, scope, [phone]);
}

/**
 * Takes everything that tells who a locked (`update`) member is out of their rows, ends their sign-ins and remembers by a
 * keyed hash that their phone was erased. What they were given stays, as that of a member without a name. Gives how many
 * sign-ins ended.
 */
export async function anonymise(
  tx: Tx,
  scope: Scope,
  member: { readonly id: string; readonly phone: string },
  now: Instant,
): Promise<number> {
  const { id, phone } = member;
  const of = { merchantId: scope.merchantId };
  await tx
    .update(members)
    .set({
      phone: `erased:${id}`,
      externalId: null,
      name: null,
      nickname: null,
      email: null,
      birthday: null,
      blockedAt: sql`coalesce(${members.blockedAt}, ${now.toISOString()}::timestamptz)`,
      erasedAt: now,
      revision: sql`${members.revision} + 1`,
      updatedAt: sql`now()`,
    })
    .where(memberOf(scope, id));
  for (const table of [memberTags, memberTiers, memberGroupMembers, memberRemarks]) {
    await tx.delete(table).where(and(eq(table.merchantId, scope.merchantId), eq(table.memberId, id)));
  }
  const noted = and(eq(accountEntries.merchantId, scope.merchantId), eq(accountEntries.memberId, id));
  await tx
    .update(accountEntries)
    .set({ note: "" })
    .where(and(noted, ne(accountEntries.note, "")));
  const live = and(eq(otpChallenges.merchantId, scope.merchantId), eq(otpChallenges.phone, phone));
  await tx.delete(otpChallenges).where(and(live, isNull(otpChallenges.endedAt)));
  const sessions = and(eq(memberSessions.merchantId, scope.merchantId), eq(memberSessions.memberId, id));
  const ended = await tx
    .update(memberSessions)
    .set({
      userAgent: "",
      endedAt: sql`coalesce(${memberSessions.endedAt}, ${now.toISOString()}::timestamptz)`,
    })
    .where(sessions)
    .returning({ id: memberSessions.id });
  await tx
    .insert(erasedPhones)
    .values({ ...of, phoneHash: hashOf(scope, phone), erasedAt: now })
    .onConflictDoUpdate({
      target: [erasedPhones.merchantId, erasedPhones.phoneHash],
      set: { erasedAt: now },
    });
  return ended.length;
}
