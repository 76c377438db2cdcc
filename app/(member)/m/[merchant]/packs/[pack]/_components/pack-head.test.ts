import { expect, it, vi } from "vitest";
import { packHead } from "@/app/(member)/m/[merchant]/packs/[pack]/_components/pack-head";

vi.mock("@/lib/platform/env", () => ({ env: () => ({ BASE_URL: "https://scrip.example" }) }));

it("a pack with a picture unfurls as its card: a JPEG of the size that cards are shown in", () => {
  const image = { id: `img_${"0".repeat(26)}`, alt: "Tea" };
  const words = { name: "Tea for a week", description: "" };
  const merchant = { slug: "harbour", name: "Harbour", brandColour: null, logo: null };
  const { openGraph, twitter } = packHead({ id: "pak_1", ...words, written: words, image }, merchant);
  const card = {
    url: expect.stringMatching(`/media/${image.id}-card.jpg$`),
    width: 1200,
    height: 630,
    alt: "Tea",
  };
  expect(openGraph?.images).toEqual([card]);
  expect(twitter?.images).toEqual([card]);
});
