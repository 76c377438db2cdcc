import type { Metadata } from "next";
import { type ImageRef, imagePath } from "@/lib/kernel/image";
import { env } from "@/lib/platform/env";

type Announced = {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly image: ImageRef | null;
};

/** What a pack's page tells whoever unfurls a link to it (A11): its words, and its picture where it has one. */
export function packHead(
  pack: Announced,
  merchant: { readonly slug: string; readonly name: string },
): Metadata {
  const { BASE_URL } = env();
  const { name: title, image } = pack;
  const description = pack.description || merchant.name;
  const url = `${BASE_URL}/m/${encodeURIComponent(merchant.slug)}/packs/${encodeURIComponent(pack.id)}`;
  const images = image ? [{ url: `${BASE_URL}${imagePath(image.id, 960)}`, alt: image.alt || title }] : [];
  return {
    title: `${title} · ${merchant.name}`,
    description,
    robots: { index: false },
    alternates: { canonical: url },
    openGraph: { title, description, url, siteName: merchant.name, type: "website", images },
    twitter: { card: image ? "summary_large_image" : "summary", title, description, images },
  };
}
