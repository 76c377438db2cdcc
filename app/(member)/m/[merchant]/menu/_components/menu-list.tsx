import { useTranslations } from "next-intl";
import { MenuItem } from "@/app/(member)/m/[merchant]/menu/_components/menu-item";
import { Icon } from "@/components/blocks/icon";
import { Link } from "@/components/ui/link";
import { PlainBanner, PlainLink, PlainState } from "@/components/ui/plain";
import type { MenuRow } from "@/lib/catalogue/queries/menu";
import { CART_LINES, type MemberCart } from "@/lib/orders/rules/member-cart";

type MenuListProps = {
  slug: string;
  store: { id: string; name: string; currency: string };
  cart: MemberCart | null;
  categories: readonly { id: string; name: string }[];
  categoryId: string | null;
  cursor: string | null;
  page: { rows: readonly MenuRow[]; nextCursor: string | null };
  canChange: boolean;
  /** The product that was put into the cart just now. */
  added: string | null;
};

/** A store's menu: categories as links, products with their price and a button each. */
export function MenuList(props: MenuListProps) {
  const { slug, store, cart, categories, categoryId, cursor, page, canChange, added } = props;
  const t = useTranslations("shop.menu");
  const path = `/m/${slug}/menu`;
  const href = (more: Record<string, string>) =>
    `${path}?${new URLSearchParams({ store: store.id, ...more })}`;
  const inCategory: Record<string, string> = categoryId ? { category: categoryId } : {};
  const isOther = cart !== null && cart.storeId !== store.id && cart.lines.length > 0;
  const own = cart?.storeId === store.id ? cart.lines : [];
  const isFull = own.length === CART_LINES;
  const shelves = [{ id: null, name: t("all") }, ...categories];
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-x-4">
        <p className="font-semibold">{t("at", { store: store.name })}</p>
        {canChange ? (
          <PlainLink href={`${path}?choose=1`} className="inline-flex min-h-11 items-center text-sm">
            {t("change")}
          </PlainLink>
        ) : null}
      </div>
      {isOther ? <PlainBanner tone="warning">{t("otherStore")}</PlainBanner> : null}
      {isFull ? <PlainBanner tone="warning">{t("full")}</PlainBanner> : null}
      <p role="status" className="text-sm text-success empty:hidden">
        {added && !isFull && own.some(([id]) => id === added) ? t("added") : null}
      </p>
      {categories.length > 0 ? (
        <nav aria-label={t("categories")} className="flex flex-wrap gap-x-4 text-sm">
          {shelves.map(({ id, name }) => (
            <Link
              key={id ?? "all"}
              href={href(id ? { category: id } : {})}
              aria-current={id === categoryId ? "true" : undefined}
              className="inline-flex min-h-11 items-center text-ink-2 aria-[current]:font-semibold aria-[current]:text-brand"
            >
              {name}
            </Link>
          ))}
        </nav>
      ) : null}
      {page.rows.length === 0 ? (
        <PlainState headingLevel={2} icon={<Icon name="empty" />} title={t("empty")} text={t("emptyText")} />
      ) : (
        <ul className="divide-y divide-border border-y border-border">
          {page.rows.map((product) => (
            <MenuItem
              key={product.id}
              product={product}
              currency={store.currency}
              units={own.find(([id]) => id === product.id)?.[1] ?? 0}
              hidden={{ merchant: slug, store: store.id, category: categoryId ?? "", cursor: cursor ?? "" }}
            />
          ))}
        </ul>
      )}
      {page.nextCursor ? (
        <PlainLink href={href({ ...inCategory, cursor: page.nextCursor })} variant="secondary" block>
          {t("more")}
        </PlainLink>
      ) : null}
      {cursor ? (
        <PlainLink href={href(inCategory)} variant="ghost" block>
          {t("first")}
        </PlainLink>
      ) : null}
    </>
  );
}
