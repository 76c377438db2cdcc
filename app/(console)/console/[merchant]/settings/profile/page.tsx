import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { consolePath } from "@/components/merchants/console-path";
import { displayPreferences } from "@/components/ui/display-preferences";
import { PageHeader } from "@/components/ui/page-header";
import { listOwnSessions, ownAccount } from "@/lib/merchants/queries/account";
import { staffGate, staffSession } from "@/lib/platform/auth/gates";
import { DisplayForm } from "./_components/display-form";
import { PasswordForm } from "./_components/password-form";
import { SessionList } from "./_components/session-list";
import { TwoFactorCard } from "./_components/two-factor-card";

type Props = { params: Promise<{ merchant: string; store?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account");
  return { title: t("title") };
}

export default async function ProfilePage({ params }: Props) {
  const place = await params;
  const { scope, merchant } = await staffGate(place, "console.enter");
  const [t, locale, look, account, sessions, session] = await Promise.all([
    getTranslations("account"),
    getLocale(),
    displayPreferences(),
    ownAccount(scope),
    listOwnSessions(scope),
    staffSession(),
  ]);
  if (!account) notFound();
  const preferences = { locale: locale === "zh-CN" ? ("zh-CN" as const) : ("en" as const), ...look };
  return (
    <>
      <PageHeader title={t("title")} meta={t("meta", { name: account.name, email: account.email })} />
      <div className="grid max-w-[720px] grid-cols-[minmax(0,1fr)] gap-5">
        <DisplayForm place={place} preferences={preferences} />
        <TwoFactorCard account={account} next={consolePath(place, "settings", "profile")} />
        <PasswordForm place={place} email={account.email} />
        <SessionList
          place={place}
          sessions={sessions}
          currentId={session?.sessionId ?? ""}
          timeZone={merchant.timeZone}
        />
      </div>
    </>
  );
}
