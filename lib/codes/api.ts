import { z } from "zod";
import { enterCode } from "@/lib/codes/enter-code";
import { typedCodeSchema } from "@/lib/codes/schema";
import { AppError } from "@/lib/kernel/app-error";
import { isMember } from "@/lib/members/queries/brief";
import { type ApiCall, apiRoute } from "@/lib/platform/api-route";
import { listGivenVouchers } from "@/lib/vouchers/queries/wire";

const claimBody = z.strictObject({ code: typedCodeSchema, memberId: z.string().min(1).max(64) });

async function claim({ scope, body, requestKey }: ApiCall<unknown, z.output<typeof claimBody>>) {
  const { code, memberId } = body;
  if (!(await isMember(scope, memberId))) throw new AppError("not_found");
  // The address is the other system's, which all its members share: theirs are held by the limits of each.
  const address = `api:${scope.actor.id}:${memberId}`;
  const result = await enterCode(scope, { requestId: requestKey, code, memberId, address });
  if (!result.ok) return result;
  const vouchers = await listGivenVouchers(scope, memberId, result.value.voucherIds);
  return { ...result, value: { vouchers } };
}

/** Claiming with codes. What does not work is `code_not_usable`, whatever the cause. */
export const codeRoutes = [
  apiRoute({
    method: "POST",
    path: "/codes/claim",
    capability: "code.claim",
    body: claimBody,
    work: claim,
  }),
];
