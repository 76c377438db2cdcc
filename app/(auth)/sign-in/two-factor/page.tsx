import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AuthPage } from "@/app/(auth)/sign-in/_components/auth-page";
import { offeredSecret } from "@/lib/merchants/enrol-two-factor";
import { demandingMerchant, staffSession } from "@/lib/platform/auth/gates";
import { goTo } from "@/lib/platform/go-to";
import { safePath } from "@/lib/platform/safe-path";
import { ChangeTwoFactor } from "./_components/change-two-factor";
import { SetUpTwoFactor } from "./_components/set-up-two-factor";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth.twoFactor");
  return { title: t("title") };
}

export default async function TwoFactorPage({ searchParams }: PageProps<"/sign-in/two-factor">) {
  const { next } = await searchParams;
  const wanted = safePath(typeof next === "string" ? next : null, ["/console"]);
  const path = wanted ? `/sign-in/two-factor?next=${encodeURIComponent(wanted)}` : "/sign-in/two-factor";
  const session = await staffSession();
  if (!session) goTo(`/sign-in?next=${encodeURIComponent(wanted ?? "")}`);
  const [t, demanding] = await Promise.all([
    getTranslations("auth.twoFactor"),
    demandingMerchant(session.id),
  ]);
  const after = wanted ?? "/sign-in/choose";
  if (session.twoFactorSince) {
    return (
      <AuthPage title={t("titleOn")} path={path}>
        <ChangeTwoFactor next={after} since={session.twoFactorSince} isRequired={demanding !== null} />
      </AuthPage>
    );
  }
  return (
    <AuthPage
      title={t("title")}
      text={demanding ? t("required", { merchant: demanding }) : t("text")}
      path={path}
    >
      <SetUpTwoFactor
        next={after}
        email={session.email}
        secret={offeredSecret(session.id, session.sessionId)}
        isRequired={demanding !== null}
      />
    </AuthPage>
  );
}
