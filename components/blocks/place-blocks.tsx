import { useTranslations } from "next-intl";
import { Picture } from "@/components/ui/picture";
import type { BlockProps } from "@/lib/activities/schema/blocks";
import type { PageView } from "./page-view";
import { SafeLink } from "./rich-text";

type ImageGridProps = { id: string; props: BlockProps<"image_grid">; view: PageView };

/** Pictures side by side, each with a link if it has one. */
export function ImageGridBlock({ id, props, view }: ImageGridProps) {
  // Pictures have no names: their places are their keys.
  const shown = props.items.flatMap(({ image, href }, at) => (image ? [{ key: `p${at}`, image, href }] : []));
  if (shown.length === 0) return null;
  return (
    <section aria-labelledby={props.heading ? id : undefined} className="grid gap-3">
      {props.heading ? (
        <h2 id={id} className="pg-heading text-lg font-semibold">
          {props.heading}
        </h2>
      ) : null}
      <ul className="pg-grid" data-columns={props.columns}>
        {shown.map(({ key, image, href }) => {
          const picture = <Picture image={image} shape="square" sizes="224px" className="h-auto w-full" />;
          return (
            <li key={key} className="pg-grid__cell">
              {href ? (
                <SafeLink href={href} shop={view.merchant.slug}>
                  {picture}
                </SafeLink>
              ) : (
                picture
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

const mapOf = (words: string) =>
  `https://www.openstreetmap.org/search?${new URLSearchParams({ query: words })}`;

/** The merchant's open stores, with the way to each. */
export function StoresBlock({
  id,
  props,
  view,
}: {
  id: string;
  props: BlockProps<"stores">;
  view: PageView;
}) {
  const t = useTranslations("activity-page.stores");
  if (view.stores.length === 0) return null;
  return (
    <section aria-labelledby={id} className="grid gap-3">
      <h2 id={id} className="pg-heading text-lg font-semibold">
        {props.heading || t("title")}
      </h2>
      <ul className="pg-card grid gap-3">
        {view.stores.map((store) => {
          const address = [store.address, store.city].filter(Boolean).join(", ");
          return (
            <li key={store.id} className="pg-store">
              <div className="grid gap-0.5">
                <span className="font-semibold">{store.name}</span>
                {address ? <span className="text-sm text-ink-2">{address}</span> : null}
              </div>
              {props.map && address ? (
                <a
                  className="p-link"
                  href={mapOf(`${store.name}, ${address}`)}
                  rel="noopener"
                  target="_blank"
                >
                  {t("map")}
                  <span className="sr-only">{store.name}</span>
                </a>
              ) : null}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** Ways to stay in touch: a code to scan, a number to call, an address to open. */
export function FollowBlock({
  id,
  props,
  view,
}: {
  id: string;
  props: BlockProps<"follow">;
  view: PageView;
}) {
  const t = useTranslations("activity-page.follow");
  const { image, phone, href, label, text } = props;
  if (!image && !phone && !href) return null;
  return (
    <section aria-labelledby={id} className="pg-card pg-follow">
      {image ? <Picture image={image} shape="square" sizes="120px" className="pg-follow__code" /> : null}
      <div className="grid content-start gap-2">
        <h2 id={id} className="text-lg font-semibold">
          {props.heading || t("title", { name: view.merchant.name })}
        </h2>
        {text ? <p className="whitespace-pre-line text-sm text-ink-2">{text}</p> : null}
        {phone ? (
          <a className="p-link" href={`tel:${phone.replace(/[^+\d]/g, "")}`}>
            {t("call", { phone })}
          </a>
        ) : null}
        {href ? (
          <SafeLink href={href} shop={view.merchant.slug}>
            {label || t("open")}
          </SafeLink>
        ) : null}
      </div>
    </section>
  );
}
