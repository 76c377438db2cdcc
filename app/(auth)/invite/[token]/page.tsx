import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { AuthPage } from "@/app/(auth)/sign-in/_components/auth-page";
import { PlainLink } from "@/components/ui/plain";
import { findInvite } from "@/lib/merchants/find-invite";
import { staffSession } from "@/lib/platform/auth/gates";
import { CreateAccount } from "./_components/create-account";
import { JoinWithAccount } from "./_components/join-with-account";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth.invite");
  return { title: t("submit"), referrer: "no-referrer" };
}

export default async function InvitePage({ params }: PageProps<"/invite/[token]">) {
  const { token } = await params;
  const [found, session, t, roles, locale] = await Promise.all([
    findInvite(token),
    staffSession(),
    getTranslations("auth.invite"),
    getTranslations("common.roles"),
    getLocale(),
  ]);
  if (!found.ok) {
    return (
      <AuthPage title={t("overTitle")} text={t(found.refusal.code)} path="/sign-in">
        <PlainLink href="/sign-in" variant="secondary" block>
          {t("toSignIn")}
        </PlainLink>
      </AuthPage>
    );
  }
  const { email, merchant, role, by, timeZone, expiresAt, hasAccount } = found.value;
  const until = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone }).format(expiresAt);
  const named = { merchant, role: roles(role) };
  return (
    <AuthPage
      title={t("title", { merchant })}
      text={by ? t("text", { ...named, by }) : t("textUnknown", named)}
      foot={t("until", { email, until })}
      path={`/invite/${token}`}
    >
      {session || hasAccount ? (
        <JoinWithAccount token={token} merchant={merchant} invited={email} session={session} />
      ) : (
        <CreateAccount token={token} />
      )}
    </AuthPage>
  );
}
