import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AuthPage } from "@/app/(auth)/sign-in/_components/auth-page";
import { PlainButton } from "@/components/ui/plain";
import { keptRecoveryCodes } from "@/lib/merchants/actions/account";
import { staffSession } from "@/lib/platform/auth/gates";
import { freshRecoveryCodes } from "@/lib/platform/auth/pending-sign-in";
import { goTo } from "@/lib/platform/go-to";
import { readSealedCookie } from "@/lib/platform/sealed-cookie";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth.twoFactor");
  return { title: t("codesTitle") };
}

export default async function CodesPage() {
  const session = await staffSession();
  if (!session) goTo("/sign-in");
  const fresh = await readSealedCookie(freshRecoveryCodes);
  if (!fresh) goTo("/sign-in/two-factor");
  const t = await getTranslations("auth.twoFactor");
  return (
    <AuthPage title={t("codesTitle")} text={t("codesText")} path="/sign-in/two-factor/codes">
      <ul className="grid grid-cols-2 gap-2 rounded-lg bg-sunken p-4 text-center font-mono">
        {fresh.codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <form action={keptRecoveryCodes}>
        <PlainButton block>{t("codesKept")}</PlainButton>
      </form>
    </AuthPage>
  );
}
