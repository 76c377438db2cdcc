import { z } from "zod";
import { AppError } from "@/lib/kernel/app-error";
import { ok } from "@/lib/kernel/result";
import { isMember } from "@/lib/members/queries/brief";
import { apiRoute, pageQuery } from "@/lib/platform/api-route";
import { listWireVouchers } from "@/lib/vouchers/queries/wire";
import { voucherStatuses } from "@/lib/vouchers/schema";

/** What members hold. */
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
];
