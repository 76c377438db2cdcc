"use server";

import { getTranslations } from "next-intl/server";
import { enterCode } from "@/lib/codes/enter-code";
import { typedCodeSchema } from "@/lib/codes/schema";
import { answerForm } from "@/lib/platform/action";
import { requireVisitor } from "@/lib/platform/auth/member-gates";
import { digest } from "@/lib/platform/crypto";
import { type FormAnswer, refusalWords, textOf } from "@/lib/platform/form-answer";
import { goTo } from "@/lib/platform/go-to";
import { requestFacts } from "@/lib/platform/request";

/** A member types a code in their wallet. Signed out meanwhile, they sign in and come back; nothing was tried. */
export async function claimWithCode(_: FormAnswer, form: FormData): Promise<FormAnswer> {
  const typed = typedCodeSchema.safeParse(textOf(form, "code").slice(0, 100));
  const values = { code: typed.data ?? "" };
  return await answerForm(async () => {
    const { scope, merchant, member } = await requireVisitor(textOf(form, "merchant"));
    const wallet = `/m/${merchant.slug}/coupons`;
    if (!member) goTo(`/m/${merchant.slug}/login?${new URLSearchParams({ next: wallet })}`);
    if (!typed.success) {
      const t = await getTranslations("member.coupons.code");
      return { errors: { code: t("missing") }, values };
    }
    const { address } = await requestFacts();
    const code = typed.data;
    // A form sent again with another code is another request.
    const requestId = digest(`${textOf(form, "requestId").slice(0, 64)}:${code}`);
    const result = await enterCode(scope, { requestId, code, memberId: member.id, address });
    if (result.ok) goTo(`${wallet}/${result.value.voucherIds[0]}?claimed=1`);
    return { errors: { code: await refusalWords(result.refusal, merchant.timeZone) }, values };
  }, values);
}
