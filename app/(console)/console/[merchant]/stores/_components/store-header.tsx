import { useTranslations } from "next-intl";
import { consolePath } from "@/components/merchants/console-path";
import { ButtonLink } from "@/components/ui/button-link";
import { PageHeader } from "@/components/ui/page-header";
import { StatusBadge } from "@/components/ui/status-badge";
import type { getStore } from "@/lib/merchants/queries";
import { StoreMenu } from "./store-menu";

type Store = NonNullable<Awaited<ReturnType<typeof getStore>>>;

/** The head of a store's page: whether it is open, the way into its view, and what may be done. */
export function StoreHeader({
  place,
  store,
  mayWrite,
}: {
  place: { merchant: string };
  store: Store;
  mayWrite: boolean;
}) {
  const t = useTranslations("stores");
  return (
    <PageHeader
      title={store.name}
      badge={
        <StatusBadge
          status={store.archivedAt ? "archived" : "active"}
          label={t(store.archivedAt ? "closed" : "open")}
        />
      }
      back={{ href: consolePath(place, "stores"), label: t("list.title") }}
      actions={
        <>
          {store.archivedAt ? null : (
            <ButtonLink href={consolePath({ ...place, store: store.id })}>{t("openView")}</ButtonLink>
          )}
          {mayWrite ? <StoreMenu place={place} store={store} /> : null}
        </>
      }
    />
  );
}
