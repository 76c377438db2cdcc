import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import {
  freshRequestId,
  makeGroup,
  makeMember,
  makeMerchant,
  makeStaff,
  makeTag,
  testScope,
} from "@/db/seed/factories";
import { makeCoupon } from "@/db/seed/offers";
import { inTransaction } from "@/db/transaction";
import { deleteGroups } from "@/lib/members/delete-groups";
import { foldTags } from "@/lib/members/fold-tags";
import { TAG_AT_ONCE } from "@/lib/members/schema";
import { audienceSchema } from "@/lib/members/schema/audience";
import type { Scope } from "@/lib/platform/auth/scope";
import type { Named } from "@/lib/platform/each-one";

let merchantId: string;
let scope: Scope;
const named = (...ids: string[]): Named[] => ids.map((id) => ({ id, name: "" }));
async function left(table: "member_group" | "tag"): Promise<string[]> {
  const rows = await db().execute<{ id: string }>(
    sql`select id from ${sql.identifier(table)} where merchant_id = ${merchantId} order by id`,
  );
  return rows.map(({ id }) => id);
}
async function wearers(tagId: string): Promise<number> {
  const [row] = await db().execute<{ n: number }>(
    sql`select count(*)::int as n from member_tag where merchant_id = ${merchantId} and tag_id = ${tagId}`,
  );
  return row?.n ?? 0;
}

beforeEach(async () => {
  await inTransaction(async (tx) => {
    merchantId = await makeMerchant(tx);
    const id = await makeStaff(tx, merchantId, { role: "group_admin" });
    scope = testScope(merchantId, "group_admin", { actor: { type: "staff", id } });
  });
});

describe("many groups at once", () => {
  it("are deleted each by itself and once; one that a coupon names stays, and says which does", async () => {
    const [free, used, other] = await inTransaction(async (tx) => {
      const ids = [
        await makeGroup(tx, merchantId, { name: "Free" }),
        await makeGroup(tx, merchantId, { name: "Used" }),
        await makeGroup(tx, await makeMerchant(tx), { name: "Another's" }),
      ] as const;
      const audience = audienceSchema.parse({ type: "match", groupIds: [ids[1]] });
      await makeCoupon(tx, merchantId, { name: "Tea", conditions: { audience } });
      return ids;
    });
    const request = { requestId: freshRequestId(), groups: named(used, free, other) };
    const gone = await deleteGroups(scope, request);
    expect(gone).toMatchObject({
      ok: true,
      value: {
        done: [free],
        refused: [
          { id: used, refusal: { code: "label_in_use", params: { kind: "coupon", name: "Tea" } } },
          { id: other, refusal: { code: "not_found" } },
        ],
      },
    });
    expect(await left("member_group")).toEqual([used]);
    expect(await deleteGroups(scope, request)).toEqual(gone);
  });
});

describe("many tags at once", () => {
  it("are merged into one, which is not folded itself; who wore several wears it once", async () => {
    const [a, b, into] = await inTransaction(async (tx) => [
      await makeTag(tx, merchantId, "a"),
      await makeTag(tx, merchantId, "b"),
      await makeTag(tx, merchantId, "into"),
    ]);
    await inTransaction(async (tx) => {
      const [one, both] = [await makeMember(tx, merchantId), await makeMember(tx, merchantId)];
      for (const [member, tag] of [
        [one, a],
        [both, a],
        [both, b],
      ])
        await tx.execute(sql`insert into member_tag (merchant_id, member_id, tag_id)
          values (${merchantId}, ${member}, ${tag})`);
    });
    const folded = await foldTags(scope, { requestId: freshRequestId(), tags: named(a, into, b), into });
    expect(folded).toMatchObject({
      ok: true,
      value: { done: [a, b], started: [], refused: [{ id: into, refusal: { code: "same_tag" } }] },
    });
    expect(await left("tag")).toEqual([into]);
    expect(await wearers(into)).toBe(2);
  });

  it("fold as many members as one tag does at once; those that more wear than are left go on as jobs", async () => {
    const [first, second, third] = await inTransaction(async (tx) => [
      await makeTag(tx, merchantId, "first"),
      await makeTag(tx, merchantId, "second"),
      await makeTag(tx, merchantId, "third"),
    ]);
    const most = TAG_AT_ONCE - 10;
    await inTransaction(async (tx) => {
      await tx.execute(sql`insert into member (merchant_id, id, phone)
        select ${merchantId}, 'mbr_' || g, '+852' || (60000000 + g) from generate_series(1, ${most}) g`);
      for (const [tag, worn] of [
        [first, most],
        [second, 11],
        [third, 10],
      ] as const)
        await tx.execute(sql`insert into member_tag (merchant_id, member_id, tag_id)
          select merchant_id, id, ${tag} from member where merchant_id = ${merchantId} order by id limit ${worn}`);
    });
    const request = { requestId: freshRequestId(), tags: named(first, second, third), into: null };
    const folded = await foldTags(scope, request);
    expect(folded).toMatchObject({ ok: true, value: { started: [second], refused: [] } });
    expect(await left("tag")).toEqual([second]);
    expect(await foldTags(scope, request)).toEqual(folded);
  });

  it("are deleted; one that more wear than a transaction takes goes on as a job, and it is said that it does", async () => {
    const [few, many] = await inTransaction(async (tx) => [
      await makeTag(tx, merchantId, "few"),
      await makeTag(tx, merchantId, "many"),
    ]);
    await inTransaction(async (tx) => {
      await tx.execute(sql`insert into member (merchant_id, id, phone)
        select ${merchantId}, 'mbr_' || g, '+852' || (60000000 + g) from generate_series(1, ${TAG_AT_ONCE + 1}) g`);
      await tx.execute(sql`insert into member_tag (merchant_id, member_id, tag_id)
        select merchant_id, id, ${many} from member where merchant_id = ${merchantId}`);
    });
    const folded = await foldTags(scope, { requestId: freshRequestId(), tags: named(few, many), into: null });
    expect(folded).toMatchObject({ ok: true, value: { done: [few, many], started: [many], refused: [] } });
    expect(await left("tag")).toEqual([many]);
  });
});
