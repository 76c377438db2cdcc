import type { Metadata } from "next";
import { type Announcer, cardVersion } from "@/components/share/activity-card";
import { CARD_SIZE } from "@/components/share/card-picture";
import { type ImageRef, imageCardPath } from "@/lib/kernel/image";
import { env } from "@/lib/platform/env";

type Words = { readonly name: string; readonly description: string };

/** What a pack's card is drawn of: its words in the main language, since one link is shared with readers of both. */
export const packAnnounced = ({ name, description }: Words) => ({
  ...{ name, description },
  ...{ shareTitle: "", shareSubtitle: "", shareImage: null },
});

type Pack = Words & {
  readonly id: string;
  readonly image: ImageRef | null;
  /** As it is written in the merchant's main language. */
  readonly written: Words;
};

/** What a pack's page tells whoever unfurls a link to it (A11): its words, and its picture, or one that is drawn. */
export function packHead(pack: Pack, merchant: Announcer & { readonly slug: string }): Metadata {
  const { BASE_URL } = env();
  const { name: title, image } = pack;
  const description = pack.description || merchant.name;
  const url = `${BASE_URL}/m/${encodeURIComponent(merchant.slug)}/packs/${encodeURIComponent(pack.id)}`;
  const drawn = `${url}/card?v=${cardVersion(packAnnounced(pack.written), merchant)}`;
  const images = image
    ? [{ url: `${BASE_URL}${imageCardPath(image.id)}`, ...CARD_SIZE, alt: image.alt || title }]
    : [{ url: drawn, ...CARD_SIZE, alt: title }];
  return {
    title: `${title} · ${merchant.name}`,
    description,
    robots: { index: false },
    alternates: { canonical: url },
    openGraph: { title, description, url, siteName: merchant.name, type: "website", images },
    twitter: { card: "summary_large_image", title, description, images },
  };
}
