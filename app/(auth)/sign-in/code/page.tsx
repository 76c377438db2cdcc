import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AuthPage } from "@/app/(auth)/sign-in/_components/auth-page";
import { PlainLink } from "@/components/ui/plain";
import { PlainForm } from "@/components/ui/plain-form";
import { finishSignIn } from "@/lib/merchants/actions/account";
import { staffSession } from "@/lib/platform/auth/gates";
import { pendingSignIn } from "@/lib/platform/auth/pending-sign-in";
import { goTo } from "@/lib/platform/go-to";
import { readSealedCookie } from "@/lib/platform/sealed-cookie";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth.code");
  return { title: t("title") };
}

export default async function CodePage() {
  if (!(await readSealedCookie(pendingSignIn))) goTo((await staffSession()) ? "/sign-in/choose" : "/sign-in");
  const t = await getTranslations("auth.code");
  const lines = await getTranslations("auth.signIn");
  return (
    <AuthPage title={t("title")} text={t("text")} path="/sign-in/code" foot={t("help")}>
      <PlainForm
        action={finishSignIn}
        hidden={{}}
        fields={[
          {
            name: "code",
            label: t("label"),
            autoComplete: "one-time-code",
            autoCapitalize: "none",
            mono: true,
            maxLength: 20,
          },
        ]}
        submitLabel={t("submit")}
        pendingLabel={t("pending")}
        retryLabel={lines("retry")}
        lostLabel={lines("lost")}
      />
      <p className="text-center text-sm">
        <PlainLink href="/sign-in">{t("other")}</PlainLink>
      </p>
    </AuthPage>
  );
}
