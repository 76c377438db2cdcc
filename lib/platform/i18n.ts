import { cookies, headers } from "next/headers";
import type { AbstractIntlMessages } from "next-intl";
import { getRequestConfig } from "next-intl/server";
import { isTimeZone } from "@/lib/kernel/time";
import { loadMessages } from "@/lib/platform/load-messages";
import { exactLocale, type Locale, preferredLocale } from "@/lib/platform/locale";
import { mergedWords } from "@/lib/platform/merged-words";

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

/** The parts of `messages` that `names` name, each in its place: "home.sample" is `{ home: { sample } }`. */
export function wordsOf(messages: Words, names: readonly string[]): Words {
  return names.reduce<Words>((picked, name) => mergedWords(picked, part(messages, name.split("."))), {});
}

function part(words: Words, [key = "", ...rest]: string[]): Words {
  const inner = words[key];
  if (inner === undefined) throw new Error(`no words of ${key}`);
  return { [key]: typeof inner === "string" || rest.length === 0 ? inner : part(inner, rest) };
}

/** The words of members' pages in every language, for looking at such a page in the console. */
export async function canvasMessages(): Promise<{ en: Words; "zh-CN": Words }> {
  const [en, zh] = await Promise.all([loadMessages("en"), loadMessages("zh-CN")]);
  const shown = ["activity-page", "ticket", "page-editor"];
  const pick = (words: Words): Words => Object.fromEntries(shown.map((name) => [name, words[name] ?? {}]));
  return { en: pick(en), "zh-CN": pick(zh) };
}

export default getRequestConfig(async () => {
  const locale = await requestLocale();
  const zone = (await cookies()).get("zone")?.value;
  // What is shown by a clock names it; this one is the reader's own, where they asked for it (components/ui/time.tsx).
  const timeZone = zone && isTimeZone(zone) ? zone : "UTC";
  return { locale, messages: await loadMessages(locale), timeZone, now: new Date() };
});
