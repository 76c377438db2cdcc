import type { Metadata } from "next";
import { type Announced, type Announcer, cardPath, cardWords } from "@/components/share/activity-card";
import { CARD_SIZE } from "@/components/share/card-picture";
import { activityInLanguage } from "@/lib/activities/rules/in-language";
import { activityPath } from "@/lib/activities/schema/path";
import type { Translations } from "@/lib/kernel/language";
import { env } from "@/lib/platform/env";

/**
 * What an activity's page tells whoever unfurls a link to it: the card of A11. Its address is without channel and words;
 * its picture is drawn in the main language, since one link is shared with readers of both.
 */
export function activityHead(
  activity: Announced & { readonly shareAllowed: boolean; readonly translations: Translations },
  merchant: Announcer,
  language: string,
): Metadata {
  const { BASE_URL } = env();
  const said = activityInLanguage(activity, language);
  const words = cardWords(said, merchant);
  const { title } = words;
  const description = words.subtitle || merchant.name;
  const url = `${BASE_URL}${activityPath(activity.slug)}`;
  const alt = activity.shareImage?.alt ?? title;
  const images = [{ url: `${BASE_URL}${cardPath(activity, merchant)}`, ...CARD_SIZE, alt }];
  return {
    title: `${said.name} · ${merchant.name}`,
    description,
    alternates: { canonical: url, languages: { en: `${url}?lang=en`, "zh-CN": `${url}?lang=zh-CN` } },
    openGraph: { title, description, url, siteName: merchant.name, type: "website", images },
    twitter: { card: "summary_large_image", title, description, images },
    ...(activity.shareAllowed ? {} : { robots: { index: false } }),
  };
}
