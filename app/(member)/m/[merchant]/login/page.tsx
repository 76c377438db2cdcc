import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { MemberFrame } from "@/app/(member)/_components/member-frame";
import { orMissing } from "@/app/(member)/_components/missing";
import { LoginHead, wantedPath } from "@/app/(member)/m/[merchant]/login/_components/login-head";
import { PlainCard } from "@/components/ui/plain";
import { PlainForm } from "@/components/ui/plain-form";
import { requestCode } from "@/lib/members/actions";
import { visitorGate } from "@/lib/platform/auth/member-gates";
import { goTo } from "@/lib/platform/go-to";
import { countryOfZone, countryOptions } from "@/lib/platform/phone";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("member.login");
  return { title: t("title"), robots: { index: false } };
}

export default orMissing(async ({ params, searchParams }: PageProps<"/m/[merchant]/login">) => {
  const { scope, merchant, member } = await visitorGate((await params).merchant);
  const next = wantedPath((await searchParams).next, merchant.slug);
  if (member) goTo(next);
  const t = await getTranslations("member.login");
  const countries = countryOptions(await getLocale());
  return (
    <MemberFrame merchant={merchant} path={`/m/${merchant.slug}/login?${new URLSearchParams({ next })}`}>
      <LoginHead scope={scope} title={t("title")} text={t("text", { merchant: merchant.name })} next={next} />
      <PlainCard>
        <PlainForm
          action={requestCode}
          hidden={{ merchant: merchant.slug, next }}
          fields={[
            {
              name: "country",
              label: t("country"),
              autoComplete: "tel-country-code",
              options: countries.map(({ code, name, callingCode }) => ({
                value: code,
                label: `${name} +${callingCode}`,
              })),
            },
            {
              name: "phone",
              label: t("phone"),
              help: t("phoneHelp"),
              type: "tel",
              inputMode: "tel",
              autoComplete: "tel-national",
              maxLength: 32,
            },
          ]}
          submitLabel={t("submit")}
          pendingLabel={t("pending")}
          retryLabel={t("retry")}
          lostLabel={t("lost")}
          initial={{ values: { country: countryOfZone(merchant.timeZone) } }}
        />
      </PlainCard>
    </MemberFrame>
  );
});
