import { Ticket } from "lucide-react";
import { type ImageRef, imageCardPath, imagePath } from "@/lib/kernel/image";
import { brandTokens } from "@/lib/merchants/rules/brand";

type ShareCardProps = {
  title: string;
  subtitle: string;
  host: string;
  merchant: ShareMerchant;
  /** Null = the picture is drawn of the words. */
  image: ImageRef | null;
};

export type ShareMerchant = { name: string; brandColour: string | null; logo: ImageRef | null };

/** The link as a chat shows it. */
export function ShareCard({ title, subtitle, host, merchant, image }: ShareCardProps) {
  return (
    <div className="overflow-hidden rounded-xl border border-border bg-surface shadow-e1">
      {image ? (
        // biome-ignore lint/performance/noImgElement: the card as it is served, and never optimised here (S-25).
        <img
          src={imageCardPath(image.id)}
          alt={image.alt}
          className="block aspect-[1200/630] w-full bg-sunken object-cover"
        />
      ) : (
        <DrawnCard title={title} subtitle={subtitle} merchant={merchant} />
      )}
      <div className="grid gap-0.5 px-3.5 py-3">
        <span className="text-md font-semibold wrap-anywhere text-ink">{title}</span>
        {subtitle ? <span className="line-clamp-2 text-xs wrap-anywhere text-ink-2">{subtitle}</span> : null}
        <span className="text-2xs text-ink-2">
          {merchant.name} · {host}
        </span>
      </div>
    </div>
  );
}

/** The picture that is drawn where none is given, much smaller (share/card-picture.tsx). */
function DrawnCard({ title, subtitle, merchant }: Pick<ShareCardProps, "title" | "subtitle" | "merchant">) {
  const look = brandTokens(merchant.brandColour ?? "#bc3a15")?.light;
  return (
    <div aria-hidden="true" className="aspect-[1200/630] p-[4.5%]" style={{ background: look?.brand }}>
      <div className="flex h-full overflow-hidden rounded-lg bg-white">
        <div
          className="grid w-[24%] shrink-0 place-items-center border-r-2 border-dashed"
          style={{ background: look?.soft, borderColor: look?.brand }}
        >
          {merchant.logo ? (
            // biome-ignore lint/performance/noImgElement: its sizes are made when it is sent in, and never optimised here (S-25).
            <img
              src={imagePath(merchant.logo.id, 160)}
              alt=""
              className="aspect-square w-3/5 rounded-md object-cover"
            />
          ) : (
            <span
              className="grid aspect-square w-3/5 place-items-center rounded-full"
              style={{ background: look?.brand, color: look?.onBrand }}
            >
              <Ticket className="size-1/2" strokeWidth={1.8} />
            </span>
          )}
        </div>
        <div className="grid min-w-0 content-center gap-1 px-4">
          <span className="truncate text-2xs font-semibold" style={{ color: look?.brand }}>
            {merchant.name}
          </span>
          <span className="line-clamp-2 text-sm leading-tight font-bold wrap-anywhere text-[#1c1a17]">
            {title}
          </span>
          <span className="line-clamp-2 text-2xs wrap-anywhere text-[#5c574f]">{subtitle}</span>
        </div>
      </div>
    </div>
  );
}
