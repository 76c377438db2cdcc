import type { PageImage } from "@/lib/activities/schema/page";
import type { PageView } from "./page-view";

type PictureProps = {
  image: NonNullable<PageImage>;
  images: PageView["images"];
  /** It is what is seen first. */
  priority?: boolean;
};

/** A stored picture in the width of the page; its place is kept free while it comes. Nothing when it is not there. */
export function Picture({ image, images, priority }: PictureProps) {
  const file = images[image.id];
  if (!file) return null;
  return (
    // biome-ignore lint/performance/noImgElement: pictures come in their sizes already; Next's optimizer is off (S-25).
    <img
      src={file.src}
      srcSet={file.srcSet}
      sizes="(max-width: 480px) 100vw, 448px"
      width={file.width}
      height={file.height}
      alt={image.alt}
      loading={priority ? "eager" : "lazy"}
      fetchPriority={priority ? "high" : undefined}
      decoding="async"
      className="pg-picture"
    />
  );
}
