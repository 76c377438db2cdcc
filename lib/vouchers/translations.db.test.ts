import { beforeEach, expect, it } from "vitest";
import { makeMember, makeMerchant, memberScope, testScope } from "@/db/seed/factories";
import { inTransaction } from "@/db/transaction";
import { createCoupon } from "@/lib/coupons/create-coupon";
import { editCoupon } from "@/lib/coupons/edit-coupon";
import { getCoupon } from "@/lib/coupons/queries/coupons";
import { termsInLanguage } from "@/lib/coupons/rules/in-language";
import { couponInputSchema } from "@/lib/coupons/schema";
import type { Scope } from "@/lib/platform/auth/scope";
import { grantCoupon } from "@/lib/vouchers/grant-coupon";
import { getVoucher } from "@/lib/vouchers/queries";

let scope: Scope;
let memberId: string;

const input = (chinese: object) =>
  couponInputSchema.parse({
    name: "Autumn ten off",
    description: "For lunch",
    currency: "HKD",
    benefit: { type: "amount_off", amountMinor: 1000 },
    validity: { type: "days_after_claim", days: 30 },
    distribution: { methods: ["targeted"], quantity: 100 },
    translations: { "zh-CN": chinese },
  });

beforeEach(async () => {
  await inTransaction(async (tx) => {
    scope = testScope(await makeMerchant(tx));
    memberId = await makeMember(tx, scope.merchantId);
  });
});

async function create(chinese: object) {
  const made = await createCoupon(scope, { requestId: "c", coupon: input(chinese), publish: true });
  if (!made.ok) throw new Error(made.refusal.code);
  return made.value.id;
}

async function grant(couponId: string, requestId: string) {
  const given = await grantCoupon(scope, { requestId, couponId, memberId, quantity: 1 });
  if (!given.ok) throw new Error(given.refusal.code);
  const voucher = await getVoucher(memberScope(scope.merchantId, memberId), given.value.voucherIds[0] ?? "");
  if (!voucher) throw new Error("no voucher");
  return termsInLanguage(voucher.terms, "zh-CN");
}

it("keeps a coupon's Chinese as it was when the coupon was issued, and says in English what has none", async () => {
  const couponId = await create({ name: "秋日立减" });
  expect(await grant(couponId, "g1")).toMatchObject({ name: "秋日立减", description: "For lunch" });

  const coupon = input({ name: "金秋立减", description: "午餐可用" });
  const edited = await editCoupon(scope, { requestId: "e", couponId, revision: 1, coupon });
  expect(edited).toMatchObject({ ok: true, value: { termsVersion: 2 } });
  expect(await grant(couponId, "g2")).toMatchObject({ name: "金秋立减", description: "午餐可用" });
  const now = await getCoupon(scope, couponId);
  expect(now?.terms.translations).toEqual({ "zh-CN": { name: "金秋立减", description: "午餐可用" } });
});

it("makes no new version of the terms where no text changed, and one where a translation alone did", async () => {
  const couponId = await create({ name: "秋日立减" });
  const edit = (requestId: string, revision: number, chinese: object) =>
    editCoupon(scope, { requestId, couponId, revision, coupon: input(chinese) });
  expect(await edit("e1", 1, { name: "秋日立减", description: " " })).toMatchObject({
    value: { termsVersion: 1 },
  });
  const current = (await getCoupon(scope, couponId))?.revision ?? 0;
  expect(await edit("e2", current, {})).toMatchObject({ value: { termsVersion: 2 } });
  expect((await getCoupon(scope, couponId))?.terms.translations).toEqual({});
});
