import { encode } from "next-auth/jwt";
import { beforeAll, describe, expect, it } from "vitest";
import { makeMember, makeMerchant, memberScope, testScope } from "@/db/seed/factories";
import { makeActivity, makeCoupon } from "@/db/seed/offers";
import { makeMemberSession } from "@/db/seed/test-sessions";
import { inTransaction } from "@/db/transaction";
import { api } from "@/lib/api";
import { enterCode } from "@/lib/codes/enter-code";
import { cookieName, secretOf } from "@/lib/platform/auth/session-token";
import { metricsText } from "@/lib/platform/metrics";
import { grantCoupon } from "@/lib/vouchers/grant-coupon";

let merchantId: string;
let slug: string;
let couponId: string;
let memberId: string;
let cookie: string;

beforeAll(async () => {
  const at = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
  await inTransaction(async (tx) => {
    merchantId = await makeMerchant(tx);
    couponId = await makeCoupon(tx, merchantId, { distribution: { methods: ["targeted"] } });
    const limits = { perMember: null, perMemberPerDay: null, total: null };
    const passwords = [{ password: "SUMMER2026", inventory: 1, prizes: [{ couponId, quantity: 1 }] }];
    const period = { startsAt: at(-1), endsAt: at(24) };
    slug = (await makeActivity(tx, merchantId, { ...period, limits, passwords })).slug;
    memberId = await makeMember(tx, merchantId);
    const sub = await makeMemberSession(tx, merchantId, memberId);
    const token = await encode({
      token: { sub, member: memberId },
      secret: secretOf("member"),
      maxAge: 3600,
    });
    cookie = `${cookieName("member", merchantId)}=${token}`;
  });
});

let count = 0;
async function claim(of = slug, as = cookie, password = "SUMMER2026") {
  const answer = await api.request(`/api/member/activities/${of}/claim`, {
    method: "POST",
    headers: { "content-type": "application/json", "accept-language": "en", cookie: as },
    body: JSON.stringify({ password, requestId: `figures-request-${++count}`, first: true }),
  });
  return answer.status;
}

async function figures(): Promise<Record<string, number>> {
  const lines = (await metricsText()).matchAll(/^scrip_claims_total\{by="(\w+)",outcome="(\w+)"\} (\d+)$/gm);
  return Object.fromEntries(Array.from(lines, ([, by, outcome, n]) => [`${by} ${outcome}`, Number(n)]));
}

describe("the figure of claims", () => {
  it("counts each claim once, by how it ended, wherever that was decided", async () => {
    expect(await claim(slug, "")).toBe(401);
    expect(await claim("nobodys-activity")).toBe(404);
    expect(await claim(slug, cookie, "WRONGWORD")).toBe(409);
    expect(await claim()).toBe(200);
    expect(await claim()).toBe(409);
    // By now that is remembered, and answered before the use case.
    expect(await claim()).toBe(409);
    const own = memberScope(merchantId, memberId);
    await enterCode(own, { memberId, code: "NOCODE", requestId: "figures-code-1", address: "test" });
    const gift = { requestId: "figures-grant-1", couponId, memberId, quantity: 1 };
    await grantCoupon(testScope(merchantId), gift);
    await grantCoupon(testScope(merchantId), gift);
    expect(await figures()).toEqual({
      "activity not_signed_in": 1,
      "activity not_found": 1,
      "activity wrong_password": 1,
      "activity ok": 1,
      "activity sold_out": 2,
      "code code_not_usable": 1,
      "grant ok": 1,
      "grant replayed": 1,
    });
  });

  it("comes with how long the transactions of gathered claims took", async () => {
    expect(await metricsText()).toMatch(/^scrip_claim_batch_seconds_count [1-9]/m);
  });
});
