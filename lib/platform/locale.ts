import { type Language, languages } from "@/lib/kernel/language";

export const locales = languages;
export type Locale = Language;

/** The language of exactly this name, if it is one of ours. */
export function exactLocale(value: string | null | undefined): Locale | undefined {
  return locales.find((locale) => locale === value);
}

/** Headers read before: browsers send few different ones. */
const read = new Map<string, Locale>();

/** The best of our languages for an Accept-Language header; English when it names none of them. */
export function preferredLocale(header: string): Locale {
  const known = read.get(header);
  if (known) return known;
  const locale = readLocale(header);
  if (read.size >= 500) read.clear();
  if (header.length <= 200) read.set(header, locale);
  return locale;
}

function readLocale(header: string): Locale {
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
