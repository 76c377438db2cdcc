import { cookies, headers } from "next/headers";
import type { AbstractIntlMessages } from "next-intl";
import { getRequestConfig } from "next-intl/server";
import { memberOnly, namespaces } from "@/messages/namespaces";

export const locales = ["en", "zh-CN"] as const;
export type Locale = (typeof locales)[number];

type Words = AbstractIntlMessages;

/** The language of this request: the saved choice, else the address (`?lang=`), else what the browser prefers. */
export async function requestLocale(): Promise<Locale> {
  const jar = await cookies();
  const head = await headers();
  return (
    exactLocale(jar.get("locale")?.value) ??
    exactLocale(head.get("x-lang")) ??
    preferredLocale(head.get("accept-language") ?? "")
  );
}

/** The best of our languages for an Accept-Language header; English when it names none of them. */
export function preferredLocale(header: string): Locale {
  const wanted = header
    .split(",")
    .map((entry) => {
      const [tag = "", ...params] = entry.trim().toLowerCase().split(";");
      const quality = params.find((param) => param.trim().startsWith("q="))?.split("=")[1];
      return { tag, quality: quality === undefined ? 1 : Number(quality) || 0 };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  for (const { tag } of wanted) {
    if (tag === "zh" || tag.startsWith("zh-")) return "zh-CN";
    if (tag === "en" || tag.startsWith("en-")) return "en";
  }
  return "en";
}

/** All words of a language, one entry per namespace. */
export async function loadMessages(locale: Locale): Promise<Words> {
  const entries = await Promise.all(
    namespaces.map(async (name) => {
      const file: { default: Words } = await import(`../../messages/${locale}/${name}.json`);
      return [name, file.default] as const;
    }),
  );
  return Object.fromEntries(entries);
}

/** What the console's client components may need: everything but the words of member pages. */
export function consoleMessages(messages: Words): Words {
  return Object.fromEntries(Object.entries(messages).filter(([name]) => !memberOnly.includes(name)));
}

function exactLocale(value: string | null | undefined): Locale | undefined {
  return locales.find((locale) => locale === value);
}

export default getRequestConfig(async () => {
  const locale = await requestLocale();
  return { locale, messages: await loadMessages(locale), timeZone: "UTC", now: new Date() };
});
