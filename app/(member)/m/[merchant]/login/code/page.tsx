import { randomUUID } from "node:crypto";
import { getTranslations } from "next-intl/server";
import { MemberFrame } from "@/app/(member)/_components/member-frame";
import { orMissing } from "@/app/(member)/_components/missing";
import { getsGift, LoginHead, wantedPath } from "@/app/(member)/m/[merchant]/login/_components/login-head";
import { ResendForm } from "@/app/(member)/m/[merchant]/login/_components/resend-form";
import { PlainCard } from "@/components/ui/plain";
import { PlainForm } from "@/components/ui/plain-form";
import { verifyCode } from "@/lib/activities/actions";
import { OTP_MINUTES } from "@/lib/members/request-otp";
import { otpCookie } from "@/lib/members/schema";
import { visitorGate } from "@/lib/platform/auth/member-gates";
import { goTo } from "@/lib/platform/go-to";
import { formatPhone } from "@/lib/platform/phone";
import { readSealedCookie } from "@/lib/platform/sealed-cookie";

export { generateMetadata } from "@/app/(member)/m/[merchant]/login/page";

export default orMissing(async ({ params, searchParams }: PageProps<"/m/[merchant]/login/code">) => {
  const { scope, merchant, member } = await visitorGate((await params).merchant);
  const asked = await searchParams;
  const next = wantedPath(asked.next, merchant.slug);
  if (member) goTo(next);
  const login = `/m/${merchant.slug}/login`;
  const kept = await readSealedCookie(otpCookie);
  if (kept?.merchantId !== merchant.id) goTo(`${login}?${new URLSearchParams({ next })}`);
  const t = await getTranslations("member.login");
  const phone = formatPhone(kept.phone);
  const words = t(asked.sent === "again" ? "codeAgain" : "codeText", { phone, minutes: OTP_MINUTES });
  return (
    <MemberFrame merchant={merchant} path={`${login}/code?${new URLSearchParams({ next })}`}>
      <LoginHead scope={scope} title={t("codeTitle")} text={words} next={next} />
      <PlainCard>
        <PlainForm
          action={verifyCode}
          hidden={{ merchant: merchant.slug, next, requestId: randomUUID() }}
          fields={[
            {
              name: "code",
              label: t("code"),
              inputMode: "numeric",
              autoComplete: "one-time-code",
              mono: true,
              maxLength: 20,
            },
          ]}
          submitLabel={t((await getsGift(scope, next)) ? "verifyKept" : "verify")}
          pendingLabel={t("verifying")}
          retryLabel={t("retry")}
          lostLabel={t("lost")}
        />
      </PlainCard>
      <ResendForm merchantSlug={merchant.slug} next={next} login={login} />
    </MemberFrame>
  );
});
