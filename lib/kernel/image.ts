/** An image that somebody sent in, where it is shown: its id, and what it shows in words for who cannot see it. */
export type ImageRef = { readonly id: string; readonly alt: string };

/** Every image is kept in these widths in pixels, none of them wider than it was. */
export const imageWidths = [160, 480, 960, 1600] as const;
export type ImageWidth = (typeof imageWidths)[number];

/** Most bytes a file may have that is sent in as an image. */
export const MAX_IMAGE_BYTES = 5 * 1024 * 1024;

/** What an image's id looks like: it is made of what the image shows (`contentId`), so what it names never changes. */
export const imageIdPattern = /^img_[0-9a-hjkmnp-tv-z]{26}$/;

/** The part of an image to keep, each as a share of the whole from 0 to 1. */
export type ImageCrop = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

/** Where an image is served at most `width` pixels wide. */
export const imagePath = (id: string, width: ImageWidth) => `/media/${id}-${width}.webp`;

/** Where an image is served as the card of a shared link: 1200 by 630, a JPEG, which every program that unfurls links reads. */
export const imageCardPath = (id: string) => `/media/${id}-card.jpg`;

/** An image's sizes for `srcset`, up to `most` pixels wide. */
export function imageSrcSet(id: string, most: ImageWidth = 1600): string {
  return imageWidths
    .filter((width) => width <= most)
    .map((width) => `${imagePath(id, width)} ${width}w`)
    .join(", ");
}
