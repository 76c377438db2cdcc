import { Icon } from "@/components/blocks/icon";
import { CouponTicket } from "@/components/coupons/coupon-ticket";
import type { TicketWords } from "@/components/coupons/ticket-words";
import { cx } from "@/components/ui/class-names";
import { type ImageRef, imagePath, imageSrcSet } from "@/lib/kernel/image";

type PackFaceProps = {
  /** The coupons in it, as their chips say them; the first three are shown. */
  chips: readonly {
    key: string;
    words: Pick<TicketWords, "value" | "name" | "condition" | "face">;
    quantity: number;
  }[];
  /** Its picture; null = none. */
  image?: ImageRef | null;
  /** It cannot be had any more. */
  muted?: boolean;
  /** Over the whole width of a page, not of a card. */
  wide?: boolean;
};

/** What a pack looks like: all of its picture, square or 4:3, or, where it has none, the first of its coupons. */
export function PackFace({ chips, image, muted = false, wide = false }: PackFaceProps) {
  if (image) {
    return (
      // biome-ignore lint/performance/noImgElement: its sizes are made when it is sent in, and never optimised here (S-25).
      <img
        src={imagePath(image.id, 480)}
        srcSet={imageSrcSet(image.id, wide ? 1600 : 960)}
        sizes={wide ? "(min-width: 480px) 448px, 92vw" : "(min-width: 480px) 218px, 46vw"}
        alt={image.alt}
        className={cx("aspect-4/3 w-full rounded-lg bg-sunken object-contain", muted && "grayscale")}
      />
    );
  }
  return (
    <div
      aria-hidden="true"
      className={cx(
        "grid w-full content-center justify-items-center gap-1.5 rounded-lg p-3",
        wide ? "aspect-5/2" : "aspect-4/3",
        muted ? "bg-sunken" : "bg-brand-soft",
      )}
    >
      {chips.length === 0 ? (
        <span className="text-brand">
          <Icon name="gift" size={28} />
        </span>
      ) : null}
      {chips.slice(0, 3).map(({ key, words, quantity }) => (
        <span key={key} className="flex max-w-full items-center gap-1.5 text-sm font-semibold text-brand">
          <CouponTicket size="XS" {...words} />
          <span className="tabular-nums">×{quantity}</span>
        </span>
      ))}
    </div>
  );
}
