import { sql } from "drizzle-orm";
import { beforeEach, expect, it } from "vitest";
import { db } from "@/db/client";
import { makeMember, makeMerchant, testScope } from "@/db/seed/factories";
import { inTransaction } from "@/db/transaction";
import { LOOK_UP_LIMIT, lookUpMember } from "@/lib/members/look-up-member";
import { findMemberByPhone } from "@/lib/members/queries/list";

const phone = "+85261230001";
let merchantId: string;
let memberId: string;
const cashier = (id = "stf_test_cashier") =>
  testScope(merchantId, "cashier", { actor: { type: "staff", id }, storeIds: [] });
const lookUp = (number = phone, scope = cashier()) =>
  lookUpMember(scope, () => findMemberByPhone(scope, number));
const audited = () =>
  db().execute<{ actor_id: string; object_id: string; row: string }>(
    sql`select actor_id, object_id, e::text as row from audit_entry e
      where merchant_id = ${merchantId} and action = 'member.look_up'`,
  );

beforeEach(async () => {
  await inTransaction(async (tx) => {
    merchantId = await makeMerchant(tx);
    memberId = await makeMember(tx, merchantId, { phone });
  });
});

it("a look-up tells whom it found, and the audit log who looked for whom, without the phone", async () => {
  expect(await lookUp()).toMatchObject({ ok: true, value: { id: memberId } });
  expect(await lookUp("+85261239999")).toEqual({ ok: true, value: null });
  const rows = await audited();
  expect(rows).toMatchObject([{ actor_id: "stf_test_cashier", object_id: memberId }]);
  expect(rows[0]?.row).not.toContain("6123");
});

it("nobody looks for more than thirty in five minutes, however many at once; others still may", async () => {
  let looked = 0;
  const nobody = async () => {
    looked += 1;
    return null;
  };
  const answers = await Promise.all(Array.from({ length: 40 }, () => lookUpMember(cashier(), nobody)));
  expect(answers.filter((answer) => answer.ok)).toHaveLength(LOOK_UP_LIMIT.limit);
  expect(looked).toBe(LOOK_UP_LIMIT.limit);
  const refused = await lookUp();
  expect(refused).toMatchObject({ refusal: { code: "too_many_look_ups" } });
  expect(refused.ok ? "" : refused.refusal.params?.until).toMatch(/Z$/);
  expect(await audited()).toHaveLength(0);
  expect(await lookUp(phone, cashier("stf_test_other"))).toMatchObject({ value: { id: memberId } });
});
