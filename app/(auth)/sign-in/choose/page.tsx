import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AuthPage } from "@/app/(auth)/sign-in/_components/auth-page";
import { PlainButton, PlainLink } from "@/components/ui/plain";
import { signOut } from "@/lib/merchants/actions";
import { staffMerchants, staffSession } from "@/lib/platform/auth/gates";
import { homeOf } from "@/lib/platform/auth/permissions";
import { goTo } from "@/lib/platform/go-to";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth.choose");
  return { title: t("title") };
}

export default async function ChoosePage() {
  const session = await staffSession();
  if (!session) goTo("/sign-in");
  const places = await staffMerchants(session.id);
  const [only] = places;
  if (only && places.length === 1) goTo(`/console/${only.slug}${homeOf(only.role)}`);
  const t = await getTranslations("auth.choose");
  const text = only ? t("text", { name: session.name }) : t("noneText", { email: session.email });
  return (
    <AuthPage title={t(only ? "title" : "none")} text={text} path="/sign-in/choose">
      <ul className="grid gap-3">
        {places.map(({ slug, name, role }) => (
          <li key={slug}>
            <PlainLink href={`/console/${slug}${homeOf(role)}`} variant="secondary" block>
              {name}
            </PlainLink>
          </li>
        ))}
      </ul>
      <form action={signOut}>
        <PlainButton variant="ghost" block>
          {t("signOut")}
        </PlainButton>
      </form>
    </AuthPage>
  );
}
