import { useTranslations } from "next-intl";
import { Icon } from "@/components/blocks/icon";
import { PlainLink, PlainState } from "@/components/ui/plain";

type StoreChoiceProps = {
  path: string;
  stores: readonly { id: string; name: string }[];
  /** Whether one was asked for that takes no orders. */
  isClosed: boolean;
};

/** In which store to order: links, so that each has its address. */
export function StoreChoice({ path, stores, isClosed }: StoreChoiceProps) {
  const t = useTranslations("shop.menu");
  if (stores.length === 0) {
    return (
      <PlainState
        headingLevel={2}
        icon={<Icon name="empty" />}
        title={t("noStores")}
        text={t("noStoresText")}
      />
    );
  }
  return (
    <section className="grid gap-3">
      {isClosed ? (
        <p role="status" className="text-ink-2">
          {t("storeClosed")}
        </p>
      ) : null}
      <h2 className="text-lg font-semibold">{t("stores")}</h2>
      <ul className="grid gap-2">
        {stores.map(({ id, name }) => (
          <li key={id}>
            <PlainLink href={`${path}?${new URLSearchParams({ store: id })}`} variant="secondary" block>
              {name}
            </PlainLink>
          </li>
        ))}
      </ul>
    </section>
  );
}
