import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AuthPage } from "@/app/(auth)/sign-in/_components/auth-page";
import { PlainLink } from "@/components/ui/plain";
import { PlainForm } from "@/components/ui/plain-form";
import { setNewPassword } from "@/lib/merchants/actions/account";
import { isResetGood } from "@/lib/merchants/reset-password";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth.reset");
  return { title: t("title"), referrer: "no-referrer" };
}

export default async function ResetPage({ params }: PageProps<"/sign-in/reset/[token]">) {
  const { token } = await params;
  const t = await getTranslations("auth.reset");
  if (!(await isResetGood(token))) {
    return (
      <AuthPage title={t("overTitle")} text={t("overText")} path="/sign-in/forgot">
        <PlainLink href="/sign-in/forgot" variant="primary" block>
          {t("again")}
        </PlainLink>
      </AuthPage>
    );
  }
  const lines = await getTranslations("auth.signIn");
  return (
    <AuthPage title={t("title")} text={t("text")} path={`/sign-in/reset/${token}`}>
      <PlainForm
        action={setNewPassword}
        hidden={{ token }}
        fields={[
          {
            name: "password",
            label: t("password"),
            type: "password",
            autoComplete: "new-password",
            help: t("passwordHelp"),
          },
        ]}
        submitLabel={t("submit")}
        pendingLabel={t("pending")}
        retryLabel={lines("retry")}
        lostLabel={lines("lost")}
      />
    </AuthPage>
  );
}
