import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Picture } from "@/components/ui/picture";
import { PlainLink } from "@/components/ui/plain";
import type { PagePack } from "@/lib/activities/queries/page-goods";
import type { BlockProps } from "@/lib/activities/schema/blocks";
import { inLanguage } from "@/lib/kernel/language";
import { formatMoney } from "@/lib/kernel/money";
import { clockWords } from "@/lib/platform/when-words";
import type { PageView } from "./page-view";
import { SafeLink } from "./rich-text";

/** Products side by side with their prices. What is no longer on sale, or another merchant's, is not among them. */
export function ProductsBlock({
  id,
  props,
  view,
}: {
  id: string;
  props: BlockProps<"products">;
  view: PageView;
}) {
  const t = useTranslations("activity-page.products");
  const locale = useLocale();
  const shown = props.items.flatMap((item, at) => {
    const product = view.goods.products.find((one) => one.id === item.product);
    return product
      ? [{ key: `p${at}`, product: inLanguage(product, locale), image: item.image, href: item.href }]
      : [];
  });
  if (shown.length === 0) return null;
  const hasPictures = shown.some(({ image }) => image !== null);
  return (
    <section aria-labelledby={id} className="grid gap-3">
      <h2 id={id} className="pg-heading text-lg font-semibold">
        {props.heading || t("title")}
      </h2>
      <ul className="pg-grid" data-columns={props.columns}>
        {shown.map(({ key, product: { name, priceMinor, currency }, image, href }) => (
          <li key={key} className="pg-grid__cell">
            <SafeLink
              href={href || `/m/${view.merchant.slug}/menu`}
              shop={view.merchant.slug}
              className="pg-product"
            >
              {image ? (
                <Picture image={image} shape="square" sizes="224px" className="h-auto w-full" />
              ) : hasPictures ? (
                <span aria-hidden="true" className="pg-product__blank" />
              ) : null}
              <span className="pg-product__words">
                <span className="text-sm font-semibold wrap-anywhere">{name}</span>
                {props.price && priceMinor !== null ? (
                  <span className="text-sm tabular-nums text-ink-2">
                    {formatMoney(priceMinor, currency, locale)}
                  </span>
                ) : null}
              </span>
            </SafeLink>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** A pack of the mall: what is in it, what it costs, and the way to its page. Not there while it cannot be seen in the mall. */
export function PackBlock({ id, props, view }: { id: string; props: BlockProps<"pack">; view: PageView }) {
  const t = useTranslations("activity-page.pack");
  const locale = useLocale();
  const found = view.goods.packs.find((one) => one.id === props.pack);
  if (!found) return null;
  const pack = { ...found, ...inLanguage(found, locale) };
  return (
    <section aria-labelledby={id} className="pg-card pg-pack">
      {pack.imageId ? (
        <Picture
          image={{ id: pack.imageId, alt: pack.imageAlt }}
          shape="photo"
          whole
          sizes="(max-width: 480px) 92vw, 448px"
          className="h-auto w-full rounded-lg"
        />
      ) : null}
      <div className="grid gap-1">
        {props.heading ? <p className="text-sm font-semibold text-ink-2">{props.heading}</p> : null}
        <h2 id={id} className="text-lg font-semibold wrap-anywhere">
          {pack.name}
        </h2>
        <p className="text-sm text-ink-2">
          {t("coupons", { count: pack.coupons })}
          {pack.cycles > 1 ? ` · ${t("times", { count: pack.cycles })}` : ""}
        </p>
        <PackSale pack={pack} view={view} />
      </div>
      <PlainLink
        href={`/m/${view.merchant.slug}/packs/${pack.id}`}
        variant={pack.status === "active" ? "primary" : "secondary"}
        block
      >
        {props.label || t("open")}
        <span className="sr-only">{pack.name}</span>
      </PlainLink>
    </section>
  );
}

function PackSale({ pack, view }: { pack: PagePack; view: PageView }): ReactNode {
  const t = useTranslations("activity-page.pack");
  const locale = useLocale();
  const { status, priceMinor, currency, left, salesFrom } = pack;
  const at = salesFrom && clockWords(salesFrom, view.now, view.merchant.timeZone, locale);
  const isFew = status === "active" && left !== null && left > 0 && left <= 10;
  return (
    <p className="flex flex-wrap items-baseline gap-x-3">
      {priceMinor === null ? null : (
        <span className="text-xl font-bold tabular-nums text-brand">
          {formatMoney(priceMinor, currency, locale, { trim: true })}
        </span>
      )}
      {status === "sold_out" ? (
        <span className="text-sm font-semibold text-ink-2">{t("soldOut")}</span>
      ) : null}
      {status === "scheduled" && at ? (
        <span className="text-sm font-semibold text-info">{t("from", { at })}</span>
      ) : null}
      {isFew ? <span className="text-sm font-semibold text-warning">{t("few", { count: left })}</span> : null}
    </p>
  );
}
