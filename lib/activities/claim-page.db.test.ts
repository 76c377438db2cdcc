import { and, eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { brokenInvariants } from "@/db/invariants";
import { activities } from "@/db/schema/activities";
import { makeMember, makeMerchant, makeStore, testScope } from "@/db/seed/factories";
import { makeCoupon } from "@/db/seed/offers";
import { inTransaction } from "@/db/transaction";
import { changeActivityState } from "@/lib/activities/change-activity-state";
import { claimPrizes } from "@/lib/activities/claim-prizes";
import { openClaimPage } from "@/lib/activities/open-claim-page";
import { NO_PASSWORD } from "@/lib/activities/schema";

let merchantId: string;
let publicCoupon: string;
let targeted: string;
let n = 0;
const requestId = () => `claim-page-${++n}-${Date.now()}`;

beforeEach(async () => {
  await inTransaction(async (tx) => {
    merchantId = await makeMerchant(tx);
    await makeStore(tx, merchantId);
    publicCoupon = await makeCoupon(tx, merchantId, { distribution: { methods: ["public"] } });
    targeted = await makeCoupon(tx, merchantId, { distribution: { methods: ["targeted"] } });
  });
});

const staff = () => testScope(merchantId);
const pages = () =>
  db()
    .select({ id: activities.id, code: activities.code, kind: activities.kind })
    .from(activities)
    .where(and(eq(activities.merchantId, merchantId), eq(activities.kind, "claim_page")));

describe("the claim page of a coupon (A4)", () => {
  it("is made once, however many ask for it at once", async () => {
    const made = await Promise.all(
      Array.from({ length: 4 }, () =>
        openClaimPage(staff(), { couponId: publicCoupon, requestId: requestId() }),
      ),
    );
    expect(made.filter((result) => result.ok)).toHaveLength(1);
    for (const result of made) if (!result.ok) expect(result.refusal.code).toBe("code_taken");
    expect(await pages()).toHaveLength(1);
  });

  it("answers the same request with the same page", async () => {
    const request = { couponId: publicCoupon, requestId: requestId() };
    const [first, again] = [await openClaimPage(staff(), request), await openClaimPage(staff(), request)];
    expect(first.ok && again.ok && first.value.id === again.value.id).toBe(true);
  });

  it("is refused to a coupon that is not public, and not found for another merchant's", async () => {
    expect(await openClaimPage(staff(), { couponId: targeted, requestId: requestId() })).toMatchObject({
      refusal: { code: "coupon_not_public" },
    });
    const other = await inTransaction((tx) => makeMerchant(tx));
    const theirs = openClaimPage(testScope(other), {
      couponId: publicCoupon,
      requestId: requestId(),
    });
    await expect(theirs).rejects.toMatchObject({ code: "not_found" });
    expect(await pages()).toHaveLength(0);
  });

  it("is made anew where the one before is archived, once again", async () => {
    const first = await openClaimPage(staff(), { couponId: publicCoupon, requestId: requestId() });
    if (!first.ok) throw new Error(first.refusal.code);
    const archive = { activityId: first.value.id, change: "archive", requestId: requestId() } as const;
    expect(await changeActivityState(staff(), archive)).toMatchObject({ ok: true });
    const again = await Promise.all(
      [1, 2, 3].map(() => openClaimPage(staff(), { couponId: publicCoupon, requestId: requestId() })),
    );
    expect(again.filter((one) => one.ok)).toHaveLength(1);
    const codes = (await pages()).map(({ code }) => code).sort();
    expect(codes).toEqual([codes[0], `${codes[0]}-2`]);
  });

  it("is refused to a coupon whose time is over", async () => {
    const validity = { type: "fixed" as const, from: "2025-01-01T00:00:00Z", until: "2025-02-01T00:00:00Z" };
    const couponId = await inTransaction((tx) =>
      makeCoupon(tx, merchantId, { validity, distribution: { methods: ["public"] } }),
    );
    expect(await openClaimPage(staff(), { couponId, requestId: requestId() })).toMatchObject({
      refusal: { code: "claim_page_over" },
    });
    expect(await pages()).toHaveLength(0);
  });

  it("gives its coupon to a member without a word, once for each opening", async () => {
    const made = await openClaimPage(staff(), { couponId: publicCoupon, requestId: requestId() });
    if (!made.ok) throw new Error("no page");
    const memberId = await inTransaction((tx) => makeMember(tx, merchantId));
    const scope = testScope(merchantId, null, { actor: { type: "member", id: memberId } });
    const claim = {
      activityId: made.value.id,
      password: NO_PASSWORD,
      requestId: "open:1234567",
      address: "::1",
    };
    const [first, again] = [await claimPrizes(scope, claim), await claimPrizes(scope, claim)];
    expect(first.ok && first.value.vouchers.map(({ couponId }) => couponId)).toEqual([publicCoupon]);
    expect(again.ok && first.ok && again.value.participationId === first.value.participationId).toBe(true);
    expect(await claimPrizes(scope, { ...claim, password: "SNOW", requestId: "typed-1234" })).toMatchObject({
      refusal: { code: "wrong_password" },
    });
    expect(await brokenInvariants(db())).toEqual({});
  });
});
