import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AuthPage } from "@/app/(auth)/sign-in/_components/auth-page";
import { PlainBanner, PlainLink } from "@/components/ui/plain";
import { PlainForm } from "@/components/ui/plain-form";
import { forgotPassword } from "@/lib/merchants/actions/account";
import { RESET_MINUTES } from "@/lib/merchants/request-reset";
import { staffSession } from "@/lib/platform/auth/gates";
import { env } from "@/lib/platform/env";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth.forgot");
  return { title: t("title") };
}

export default async function ForgotPage({ searchParams }: PageProps<"/sign-in/forgot">) {
  const t = await getTranslations("auth.forgot");
  const back = (
    <p className="text-center text-sm">
      <PlainLink href="/sign-in">{t("back")}</PlainLink>
    </p>
  );
  if ((await searchParams).sent) {
    return (
      <AuthPage title={t("sentTitle")} text={t("sent", { minutes: RESET_MINUTES })} path="/sign-in/forgot">
        {env().DEMO ? (
          <PlainBanner>
            <p>{t("inbox")}</p>
            <PlainLink href="/dev/inbox">/dev/inbox</PlainLink>
          </PlainBanner>
        ) : null}
        {back}
      </AuthPage>
    );
  }
  const lines = await getTranslations("auth.signIn");
  return (
    <AuthPage title={t("title")} text={t("text")} path="/sign-in/forgot">
      <PlainForm
        action={forgotPassword}
        hidden={{}}
        initial={{ values: { email: (await staffSession())?.email ?? "" } }}
        fields={[
          { name: "email", label: t("email"), type: "email", inputMode: "email", autoComplete: "username" },
        ]}
        submitLabel={t("submit")}
        pendingLabel={t("pending")}
        retryLabel={lines("retry")}
        lostLabel={lines("lost")}
      />
      {back}
    </AuthPage>
  );
}
