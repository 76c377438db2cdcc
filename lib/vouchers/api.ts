import { z } from "zod";
import { AppError } from "@/lib/kernel/app-error";
import { ok } from "@/lib/kernel/result";
import { isMember } from "@/lib/members/queries/brief";
import { type ApiCall, apiRoute, pageQuery } from "@/lib/platform/api-route";
import { grantCoupon } from "@/lib/vouchers/grant-coupon";
import { listGivenVouchers, listWireVouchers } from "@/lib/vouchers/queries/wire";
import { voucherStatuses } from "@/lib/vouchers/schema";

/** Most copies that one call may give; the answer names each. */
const ISSUED_AT_ONCE = 100;

const issueBody = z.strictObject({
  memberId: z.string().min(1).max(64),
  quantity: z.int().min(1).max(ISSUED_AT_ONCE).default(1),
});

async function issue({ scope, id, body, requestKey }: ApiCall<unknown, z.output<typeof issueBody>>) {
  const given = await grantCoupon(scope, { requestId: requestKey, couponId: id, ...body });
  if (!given.ok) return given;
  const vouchers = await listGivenVouchers(scope, body.memberId, given.value.voucherIds);
  return { ...given, value: { vouchers } };
}

/** What members hold, and giving it to them. */
export const voucherRoutes = [
  apiRoute({
    method: "GET",
    path: "/members/:id/vouchers",
    capability: "member.read",
    query: pageQuery.extend({ status: z.enum(voucherStatuses).optional() }),
    work: async ({ scope, id, query }) => {
      const { rows, nextCursor } = await listWireVouchers(scope, { memberId: id, ...query });
      if (rows.length === 0 && !(await isMember(scope, id))) throw new AppError("not_found");
      return ok({ data: rows, nextCursor });
    },
  }),
  apiRoute({
    method: "POST",
    path: "/coupons/:id/issue",
    capability: "coupon.grant",
    body: issueBody,
    work: issue,
  }),
];
