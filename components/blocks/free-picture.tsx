import { Picture } from "@/components/ui/picture";
import type { ImageRef } from "@/lib/kernel/image";
import type { PageView } from "./page-view";

/** A picture in its own shape, as wide as the page, in a place that is kept free for it. */
export function FreePicture({ image, view }: { image: ImageRef; view: Pick<PageView, "goods"> }) {
  return (
    <Picture
      image={image}
      shape="free"
      size={view.goods.pictures.find(({ id }) => id === image.id)}
      sizes="(max-width: 480px) 92vw, 448px"
      className="h-auto w-full"
    />
  );
}
