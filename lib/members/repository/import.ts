import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { members, memberTags } from "@/db/schema/members";
import { stores } from "@/db/schema/merchants";
import { AppError } from "@/lib/kernel/app-error";
import { newId } from "@/lib/kernel/id";
import { erasedAmong, forgetErasures } from "@/lib/members/repository/directory";
import { isTaken, tagsByName } from "@/lib/members/repository/profiles";
import type { ImportFacts, ImportRow, PlannedImport } from "@/lib/members/rules/import";
import type { Scope } from "@/lib/platform/auth/scope";

const known = {
  id: members.id,
  phone: members.phone,
  name: members.name,
  nickname: members.nickname,
  email: members.email,
  birthday: members.birthday,
  externalId: members.externalId,
  homeStoreId: members.homeStoreId,
};

/** What is known of those the rows name; who has one of their phones is locked until the transaction ends. */
export async function loadImportFacts(
  tx: Tx,
  scope: Scope,
  rows: readonly ImportRow[],
): Promise<ImportFacts> {
  const of = eq(members.merchantId, scope.merchantId);
  const phones = rows.flatMap((row) => (row.phone === null ? [] : [row.phone]));
  const outside = rows.flatMap((row) => (row.externalId === "" ? [] : [row.externalId]));
  const names = [...new Set(rows.flatMap((row) => (row.store === "" ? [] : [row.store.toLowerCase()])))];
  const there =
    phones.length === 0
      ? []
      : await tx
          .select(known)
          .from(members)
          .where(and(of, inArray(members.phone, phones)))
          .orderBy(members.id)
          .for("no key update");
  const holders =
    outside.length === 0
      ? []
      : await tx
          .select({ id: members.id, externalId: members.externalId })
          .from(members)
          .where(and(of, inArray(members.externalId, outside)));
  const open =
    names.length === 0
      ? []
      : await tx
          .select({ id: stores.id, name: stores.name })
          .from(stores)
          .where(
            and(
              eq(stores.merchantId, scope.merchantId),
              isNull(stores.archivedAt),
              inArray(sql`lower(${stores.name})`, names),
            ),
          )
          .limit(1000);
  return {
    byPhone: new Map(there.map(({ phone, ...member }) => [phone, member])),
    byExternalId: new Map(holders.map((row) => [row.externalId ?? "", row.id])),
    storeIds: new Map(open.map((store) => [store.name.toLowerCase(), store.id])),
    erased: await erasedAmong(tx, scope, phones),
  };
}

export type Counted = {
  readonly created: readonly string[];
  readonly updated: readonly string[];
  readonly unchanged: number;
  /** What changed of each of those updated. */
  readonly fields: ReadonlyMap<string, readonly string[]>;
};

/** Writes a plan whose members are locked; everybody in it wears `tagIds` too. Throws `busy` when one was made meanwhile. */
export async function applyImport(
  tx: Tx,
  scope: Scope,
  plan: PlannedImport,
  tagIds: readonly string[],
): Promise<Counted> {
  const made = plan.create.map((one) => ({ ...one, id: newId("mbr") }));
  try {
    if (made.length > 0) {
      const rows = made.map(({ id, phone, columns }) => ({
        merchantId: scope.merchantId,
        id,
        phone,
        ...columns,
      }));
      await tx.insert(members).values(rows);
      await forgetErasures(
        tx,
        scope,
        made.map((one) => one.phone),
      );
    }
    await updateMany(tx, scope, plan.keep);
  } catch (error) {
    // Somebody registered with one of the phones, or was given one of the outside ids, since we looked.
    throw isTaken(error) ? new AppError("busy", "busy", {}, { cause: error }) : error;
  }
  const tagged = await wearNames(tx, scope, [...made, ...plan.keep], tagIds);
  const fields = new Map(
    plan.keep.flatMap(({ id, change }) => {
      const changed = [...Object.keys(change), ...(tagged.has(id) ? ["tags"] : [])];
      return changed.length > 0 ? [[id, changed] as const] : [];
    }),
  );
  const updated = [...fields.keys()];
  return {
    created: made.map((one) => one.id),
    updated,
    unchanged: plan.keep.length - updated.length,
    fields,
  };
}

async function updateMany(tx: Tx, scope: Scope, keep: PlannedImport["keep"]): Promise<void> {
  const rows = keep.filter((one) => Object.keys(one.change).length > 0);
  if (rows.length === 0) return;
  const json = JSON.stringify(rows.map(({ id, change }) => ({ id, ...change })));
  await tx.execute(sql`
    update ${members} m set
      name = coalesce(v.name, m.name), nickname = coalesce(v.nickname, m.nickname), email = coalesce(v.email, m.email),
      birthday = coalesce(v.birthday, m.birthday), external_id = coalesce(v."externalId", m.external_id),
      home_store_id = coalesce(v."homeStoreId", m.home_store_id), revision = m.revision + 1, updated_at = now()
    from jsonb_to_recordset(${json}::jsonb) v(id text, name text, nickname text, email text, birthday date,
      "externalId" text, "homeStoreId" text)
    where m.merchant_id = ${scope.merchantId} and m.id = v.id`);
}

/** Puts each one's own tags, by name and made when new, and those of all on them; who had not worn one of them. */
async function wearNames(
  tx: Tx,
  scope: Scope,
  people: readonly { readonly id: string; readonly tags: readonly string[] }[],
  tagIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const names = new Map(
    people.flatMap(({ tags }) => tags.map((name) => [name.toLowerCase(), name] as const)),
  );
  const byName = await tagsByName(tx, scope, [...names.values()]);
  const { merchantId } = scope;
  const rows = people.flatMap(({ id, tags }) => {
    const own = tags.flatMap((name) => byName.get(name.toLowerCase()) ?? []);
    return [...new Set([...own, ...tagIds])].map((tagId) => ({ merchantId, memberId: id, tagId }));
  });
  if (rows.length === 0) return new Set();
  const worn = await tx
    .insert(memberTags)
    .values(rows)
    .onConflictDoNothing()
    .returning({ id: memberTags.memberId });
  return new Set(worn.map((row) => row.id));
}
