import { Icon } from "@/components/blocks/icon";
import { CouponTicket } from "@/components/coupons/coupon-ticket";
import type { TicketWords } from "@/components/coupons/ticket-words";
import { cx } from "@/components/ui/class-names";

type PackFaceProps = {
  /** The coupons in it, as their chips say them; the first three are shown. */
  chips: readonly {
    key: string;
    words: Pick<TicketWords, "value" | "name" | "condition" | "face">;
    quantity: number;
  }[];
  image?: { url: string; alt: string } | null;
  /** It cannot be had any more. */
  muted?: boolean;
  /** Over the whole width of a page, not of a card. */
  wide?: boolean;
};

/** What a pack looks like: its picture, or, where it has none, the first of its coupons. */
export function PackFace({ chips, image, muted = false, wide = false }: PackFaceProps) {
  if (image) {
    return (
      <img src={image.url} alt={image.alt} className="aspect-4/3 w-full rounded-lg bg-sunken object-cover" />
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
