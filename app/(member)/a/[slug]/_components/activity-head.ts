import type { Metadata } from "next";
import { type Announced, type Announcer, cardPath, cardWords } from "@/components/share/activity-card";
import { CARD_SIZE } from "@/components/share/card-picture";
import { activityPath } from "@/lib/activities/schema/path";
import { env } from "@/lib/platform/env";

/** What an activity's page tells whoever unfurls a link to it: the card of A11. Its address is without channel and words. */
export function activityHead(
  activity: Announced & { readonly shareAllowed: boolean },
  merchant: Announcer,
): Metadata {
  const { BASE_URL } = env();
  const words = cardWords(activity, merchant);
  const { title } = words;
  const description = words.subtitle || merchant.name;
  const url = `${BASE_URL}${activityPath(activity.slug)}`;
  const alt = activity.shareImage?.alt ?? title;
  const images = [{ url: `${BASE_URL}${cardPath(activity, merchant)}`, ...CARD_SIZE, alt }];
  return {
    title: `${activity.name} · ${merchant.name}`,
    description,
    alternates: { canonical: url, languages: { en: `${url}?lang=en`, "zh-CN": `${url}?lang=zh-CN` } },
    openGraph: { title, description, url, siteName: merchant.name, type: "website", images },
    twitter: { card: "summary_large_image", title, description, images },
    ...(activity.shareAllowed ? {} : { robots: { index: false } }),
  };
}
