import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AuthPage } from "@/app/(auth)/sign-in/_components/auth-page";
import { PlainBanner, PlainLink } from "@/components/ui/plain";
import { PlainForm } from "@/components/ui/plain-form";
import { signIn } from "@/lib/merchants/actions";
import { staffSession } from "@/lib/platform/auth/gates";
import { goTo } from "@/lib/platform/go-to";
import { safePath } from "@/lib/platform/safe-path";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth.signIn");
  return { title: t("title") };
}

export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  const { next, done } = await searchParams;
  const wanted = safePath(typeof next === "string" ? next : null, ["/console", "/invite"]);
  if (await staffSession()) goTo(wanted ?? "/sign-in/choose");
  const t = await getTranslations("auth.signIn");
  return (
    <AuthPage title={t("title")} text={t("text")} path="/sign-in" foot={t("member")}>
      {done === "reset" ? <PlainBanner tone="success">{t("resetDone")}</PlainBanner> : null}
      {wanted?.startsWith("/invite") ? <PlainBanner>{t("toJoin")}</PlainBanner> : null}
      <PlainForm
        action={signIn}
        hidden={{ next: wanted ?? "" }}
        fields={[
          { name: "email", label: t("email"), type: "email", inputMode: "email", autoComplete: "username" },
          { name: "password", label: t("password"), type: "password", autoComplete: "current-password" },
        ]}
        submitLabel={t("submit")}
        pendingLabel={t("pending")}
        retryLabel={t("retry")}
        lostLabel={t("lost")}
      />
      <p className="text-center text-sm">
        <PlainLink href="/sign-in/forgot">{t("forgot")}</PlainLink>
      </p>
    </AuthPage>
  );
}
