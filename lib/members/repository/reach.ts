import { and, asc, eq, gt, inArray, isNull, or, type SQL } from "drizzle-orm";
import type { Reader } from "@/db/client";
import { members } from "@/db/schema/members";
import type { Scope } from "@/lib/platform/auth/scope";

/** Members that the actor's role reaches: all, or those who registered at their stores; erased ones never. */
const within = ({ merchantId, storeIds }: Scope): SQL | undefined =>
  and(
    eq(members.merchantId, merchantId),
    isNull(members.erasedAt),
    storeIds === "all" ? undefined : inArray(members.homeStoreId, [...storeIds]),
  );

/** The next members within reach, in the order of their ids. */
export async function memberIdsAfter(
  reader: Reader,
  scope: Scope,
  after: string | null,
  most: number,
): Promise<string[]> {
  const rows = await reader
    .select({ id: members.id })
    .from(members)
    .where(and(within(scope), after ? gt(members.id, after) : undefined))
    .orderBy(asc(members.id))
    .limit(most);
  return rows.map(({ id }) => id);
}

/** The members within reach who have one of these phones (E.164) or ids. */
export async function membersCalled(
  reader: Reader,
  scope: Scope,
  { phones, ids }: { readonly phones: readonly string[]; readonly ids: readonly string[] },
) {
  if (phones.length + ids.length === 0) return [];
  return await reader
    .select({ id: members.id, phone: members.phone })
    .from(members)
    .where(and(within(scope), or(inArray(members.phone, [...phones]), inArray(members.id, [...ids]))));
}
