import { SearchX } from "lucide-react";
import type { Metadata } from "next";
import { connection } from "next/server";
import { getLocale, getTranslations } from "next-intl/server";
import { PlainLink, PlainPage, PlainState } from "@/components/ui/plain";
import "./(auth)/auth.css";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("common");
  return { title: `${t("notFound.title")} · ${t("appName")}`, robots: { index: false } };
}

/** For addresses that no room of the application knows. Rendered per request, so that its scripts carry the nonce. */
export default async function GlobalNotFound() {
  await connection();
  const [locale, t] = await Promise.all([getLocale(), getTranslations("common.notFound")]);
  return (
    <html lang={locale}>
      <body>
        <PlainPage>
          <PlainState
            icon={<SearchX className="size-6" />}
            title={t("title")}
            text={t("text")}
            action={
              <PlainLink href="/" variant="secondary">
                {t("home")}
              </PlainLink>
            }
          />
        </PlainPage>
      </body>
    </html>
  );
}
