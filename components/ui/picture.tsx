import { type ImageRef, imagePath, imageSrcSet } from "@/lib/kernel/image";
import { cx } from "./class-names";

const shapes = {
  square: { width: 480, height: 480, className: "aspect-square" },
  photo: { width: 960, height: 720, className: "aspect-4/3" },
  banner: { width: 960, height: 538, className: "aspect-[750/420]" },
  card: { width: 960, height: 504, className: "aspect-[1200/630]" },
  /** As it is: `size` says how much room that takes. */
  free: { width: undefined, height: undefined, className: "" },
} as const;

type PictureProps = {
  image: ImageRef;
  shape: keyof typeof shapes;
  /** Its own, in pixels, where it stands in its own shape: without it, what is below jumps when it comes. */
  size?: { readonly width: number; readonly height: number };
  /** How wide it stands, as the attribute `sizes` wants it. */
  sizes: string;
  /** It is the first thing that is seen: it is fetched at once. */
  isFirst?: boolean;
  /** All of it is shown, whatever its own shape is; else it fills its place and what stands over is cut. */
  whole?: boolean;
  className?: string;
};

/** An image that somebody sent in, in the size that fits, in a place that is kept free for it. */
export function Picture({
  image,
  shape,
  sizes,
  size,
  isFirst = false,
  whole = false,
  className,
}: PictureProps) {
  const { className: aspect, ...own } = shapes[shape];
  const { width, height } = shape === "free" && size ? size : own;
  return (
    // biome-ignore lint/performance/noImgElement: its sizes are made when it is sent in, and never optimised here (S-25).
    <img
      src={imagePath(image.id, shape === "square" ? 480 : 960)}
      srcSet={imageSrcSet(image.id)}
      sizes={sizes}
      width={width}
      height={height}
      alt={image.alt}
      loading={isFirst ? "eager" : "lazy"}
      fetchPriority={isFirst ? "high" : undefined}
      decoding="async"
      className={cx("block bg-sunken", whole ? "object-contain" : "object-cover", aspect, className)}
    />
  );
}
