import type { Metadata } from "next";
import { type Announcer, cardVersion } from "@/components/share/activity-card";
import { CARD_SIZE } from "@/components/share/card-picture";
import { env } from "@/lib/platform/env";

/** What a gift's card is drawn of: the coupon's name in the main language, for whoever unfurls the link. */
export const giftAnnounced = (name: string) => ({
  ...{ name, description: "", shareTitle: "", shareSubtitle: "", shareImage: null },
});

type Given = {
  readonly token: string;
  /** The coupon's, as its reader sees it and as it is written. */
  readonly name: string;
  readonly written: string;
  readonly description: string;
};

/** What the link of a gift tells whoever unfurls it: the coupon and its merchant, never who gives it. */
export function giftHead({ token, name, written, description }: Given, merchant: Announcer): Metadata {
  const url = `${env().BASE_URL}/g/${token}`;
  const title = `${name} · ${merchant.name}`;
  const drawn = `${url}/card?v=${cardVersion(giftAnnounced(written), merchant)}`;
  const images = [{ url: drawn, ...CARD_SIZE, alt: name }];
  return {
    ...{ title, description },
    robots: { index: false },
    // The address is the right to the gift, so no other page is told it; where it is from is, without which a form that is sent without our
    // script counts as another site's.
    referrer: "strict-origin",
    alternates: { canonical: url },
    openGraph: { title: name, description, url, siteName: merchant.name, type: "website", images },
    twitter: { card: "summary_large_image", title: name, description, images },
  };
}
