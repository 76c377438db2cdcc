import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import { getLocale, getMessages, getNow, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { displayPreferences } from "@/components/ui/display-preferences";
import { Providers } from "@/components/ui/providers";
import { wordsOf } from "@/lib/platform/i18n";
import { frameWords } from "@/messages/namespaces";
import "./console.css";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("common");
  return { title: { default: t("appName"), template: `%s · ${t("appName")}` }, robots: { index: false } };
}

export const viewport: Viewport = { width: "device-width", initialScale: 1 };

export default async function ConsoleRoot({ children }: { children: ReactNode }) {
  const { theme, density, keys } = await displayPreferences();
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  const [locale, messages, now] = await Promise.all([getLocale(), getMessages(), getNow()]);
  return (
    <html lang={locale} data-theme={theme} data-density={density} data-keys={keys} suppressHydrationWarning>
      <head>{nonce ? <meta property="csp-nonce" content={nonce} /> : null}</head>
      <body>
        <Providers locale={locale} now={now} messages={wordsOf(messages, frameWords)}>
          {children}
        </Providers>
      </body>
    </html>
  );
}
