import { ImageResponse } from "next/og";
import { CARD_SIZE, cardPicture } from "@/components/share/card-picture";
import type { ImageRef } from "@/lib/kernel/image";
import { imageCardPath } from "@/lib/kernel/image";
import { brandTokens } from "@/lib/merchants/rules/brand";
import { drawable } from "@/lib/platform/card-fonts";
import { digest } from "@/lib/platform/crypto";
import { imageKey } from "@/lib/platform/images/serve";
import { keptCard } from "@/lib/platform/kept-cards";
import { storage } from "@/lib/platform/storage/storage";

export type Announced = {
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly shareTitle: string;
  readonly shareSubtitle: string;
  readonly shareImage: ImageRef | null;
};
export type Announcer = {
  readonly name: string;
  readonly brandColour: string | null;
  readonly logo: ImageRef | null;
};

/** The words a link is announced with: its own, else the activity's. */
export function cardWords(activity: Omit<Announced, "slug">, merchant: Announcer) {
  return {
    title: activity.shareTitle || activity.name,
    subtitle: activity.shareSubtitle || activity.description.slice(0, 160),
    merchant: merchant.name,
  };
}

/** What a drawn picture is called: another as soon as anything in it is. */
export function cardVersion(activity: Omit<Announced, "slug">, merchant: Announcer): string {
  const { brandColour, logo } = merchant;
  return digest(JSON.stringify([1, cardWords(activity, merchant), brandColour, logo?.id])).slice(0, 16);
}

/** Where the picture of an activity's link is: the one that was given, else the one that is drawn. */
export function cardPath(activity: Announced, merchant: Announcer): string {
  if (activity.shareImage) return imageCardPath(activity.shareImage.id);
  return `/a/${encodeURIComponent(activity.slug)}/card?v=${cardVersion(activity, merchant)}`;
}

/** The drawn picture, a PNG. */
export async function drawCard(activity: Omit<Announced, "slug">, merchant: Announcer): Promise<Uint8Array> {
  return await keptCard(cardVersion(activity, merchant), async () => {
    const { texts, fonts, family } = await drawable(cardWords(activity, merchant));
    const look = brandTokens(merchant.brandColour ?? "#bc3a15")?.light;
    const { brand = "#bc3a15", onBrand = "#ffffff", soft = "#fdeee8" } = look ?? {};
    const logo = merchant.logo ? await logoUrl(merchant.logo.id, "160.webp") : null;
    const picture = cardPicture({ ...texts, brand, onBrand, soft, logo, family });
    const drawn = new ImageResponse(picture, { ...CARD_SIZE, fonts });
    return new Uint8Array(await drawn.arrayBuffer());
  });
}

/** A logo as the drawing takes it, which reads no WebP; null when its file is not to be had. */
export async function logoUrl(id: string, file: "160.webp" | "480.webp"): Promise<string | null> {
  const data = await storage().get(imageKey(id, file));
  if (!data) return null;
  const { default: sharp } = await import("sharp");
  const png = await sharp(data).png().toBuffer();
  return `data:image/png;base64,${png.toString("base64")}`;
}
