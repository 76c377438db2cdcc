import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import {
  cardPlans,
  memberGroupMembers,
  memberGroups,
  members,
  memberTags,
  memberTiers,
  tags,
  tiers,
} from "@/db/schema/members";
import { AppError } from "@/lib/kernel/app-error";
import { newId } from "@/lib/kernel/id";
import type { Scope } from "@/lib/platform/auth/scope";

/** What of a member staff and other systems may write. */
export type ProfileColumns = Partial<
  Pick<
    typeof members.$inferInsert,
    "phone" | "externalId" | "name" | "nickname" | "email" | "birthday" | "homeStoreId"
  >
>;

const profile = {
  id: members.id,
  phone: members.phone,
  externalId: members.externalId,
  name: members.name,
  nickname: members.nickname,
  email: members.email,
  birthday: members.birthday,
};

/** Puts all writes of one outside id of a merchant in a row until the transaction ends, also where nobody has it yet. */
export async function lockExternalId(tx: Tx, scope: Scope, externalId: string): Promise<void> {
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`member:${scope.merchantId}:${externalId}`}, 0))`,
  );
}

/** Locks the merchant's member with this phone or outside id until the transaction ends; null = nobody has it. */
export async function lockMemberBy(tx: Tx, scope: Scope, by: "phone" | "externalId", value: string) {
  const [row] = await tx
    .select(profile)
    .from(members)
    .where(and(eq(members.merchantId, scope.merchantId), eq(members[by], value)))
    .for("no key update");
  return row ?? null;
}

/** Makes a member; null = somebody with this phone was made meanwhile. */
export async function insertProfile(
  tx: Tx,
  scope: Scope,
  columns: ProfileColumns & { readonly phone: string },
): Promise<string | null> {
  const [row] = await tx
    .insert(members)
    .values({ merchantId: scope.merchantId, id: newId("mbr"), ...columns })
    .onConflictDoNothing({ target: [members.merchantId, members.phone] })
    .returning({ id: members.id });
  return row?.id ?? null;
}

/** Whether the database refused a row because its key is taken. */
export const isTaken = (error: unknown): boolean =>
  error instanceof Error && (("code" in error && error.code === "23505") || isTaken(error.cause));

/** Writes what changed of a locked member. Throws `busy` when somebody registered with the new phone at this moment. */
export async function updateProfile(
  tx: Tx,
  scope: Scope,
  memberId: string,
  change: ProfileColumns,
): Promise<void> {
  try {
    await tx
      .update(members)
      .set({ ...change, revision: sql`${members.revision} + 1`, updatedAt: sql`now()` })
      .where(and(eq(members.merchantId, scope.merchantId), eq(members.id, memberId)));
  } catch (error) {
    throw isTaken(error) ? new AppError("busy", "busy", {}, { cause: error }) : error;
  }
}

/** The tags of these names, letter case aside, made when there are none: their ids by the name in lower case. */
export async function tagsByName(
  tx: Tx,
  scope: Scope,
  names: readonly string[],
): Promise<Map<string, string>> {
  if (names.length === 0) return new Map();
  // In one order whoever asks, so that two who make the same tags wait for each other in one way only.
  const sorted = [...names].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
  await tx
    .insert(tags)
    .values(sorted.map((name) => ({ merchantId: scope.merchantId, id: newId("tag"), name })))
    .onConflictDoNothing();
  const lower = sql.join(
    sorted.map((name) => sql`lower(${name})`),
    sql`, `,
  );
  const rows = await tx
    .select({ id: tags.id, name: tags.name })
    .from(tags)
    .where(and(eq(tags.merchantId, scope.merchantId), sql`lower(${tags.name}) in (${lower})`));
  return new Map(rows.map((row) => [row.name.toLowerCase(), row.id]));
}

/** The ids of tags by name, letter case aside, made when there are none; in the order of their ids. */
export async function findOrInsertTags(tx: Tx, scope: Scope, names: readonly string[]): Promise<string[]> {
  return [...(await tagsByName(tx, scope, names)).values()].sort();
}

/** Makes a locked member wear exactly these tags; whether that changed anything. */
export async function replaceTags(
  tx: Tx,
  scope: Scope,
  memberId: string,
  tagIds: readonly string[],
): Promise<boolean> {
  const mine = and(eq(memberTags.merchantId, scope.merchantId), eq(memberTags.memberId, memberId));
  const worn = (await tx.select({ id: memberTags.tagId }).from(memberTags).where(mine)).map((row) => row.id);
  const gone = worn.filter((id) => !tagIds.includes(id));
  const added = tagIds.filter((id) => !worn.includes(id));
  if (gone.length > 0) await tx.delete(memberTags).where(and(mine, inArray(memberTags.tagId, gone)));
  if (added.length > 0) {
    await tx
      .insert(memberTags)
      .values(added.map((tagId) => ({ merchantId: scope.merchantId, memberId, tagId })));
  }
  return gone.length + added.length > 0;
}

/** What a member is called by: their tags, tiers and the groups they were picked into, each with its name. */
export async function loadLabels(tx: Tx, scope: Scope, memberId: string) {
  const worn = await tx
    .select({ id: tags.id, name: tags.name })
    .from(memberTags)
    .innerJoin(tags, and(eq(tags.merchantId, memberTags.merchantId), eq(tags.id, memberTags.tagId)))
    .where(and(eq(memberTags.merchantId, scope.merchantId), eq(memberTags.memberId, memberId)))
    .orderBy(asc(tags.name));
  const held = await tx
    .select({ id: tiers.id, name: tiers.name, plan: cardPlans.name })
    .from(memberTiers)
    .innerJoin(tiers, and(eq(tiers.merchantId, memberTiers.merchantId), eq(tiers.id, memberTiers.tierId)))
    .innerJoin(cardPlans, and(eq(cardPlans.merchantId, tiers.merchantId), eq(cardPlans.id, tiers.planId)))
    .where(and(eq(memberTiers.merchantId, scope.merchantId), eq(memberTiers.memberId, memberId)))
    .orderBy(asc(cardPlans.name));
  const picked = await tx
    .select({ id: memberGroups.id, name: memberGroups.name })
    .from(memberGroupMembers)
    .innerJoin(
      memberGroups,
      and(
        eq(memberGroups.merchantId, memberGroupMembers.merchantId),
        eq(memberGroups.id, memberGroupMembers.groupId),
      ),
    )
    .where(
      and(eq(memberGroupMembers.merchantId, scope.merchantId), eq(memberGroupMembers.memberId, memberId)),
    )
    .orderBy(asc(memberGroups.name));
  return { tags: worn, tiers: held, picked };
}
