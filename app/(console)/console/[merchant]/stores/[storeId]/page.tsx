import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { consolePath } from "@/components/merchants/console-path";
import { currencyOptions, timeZoneOptions } from "@/components/merchants/place-options";
import { ButtonLink } from "@/components/ui/button-link";
import { PageHeader } from "@/components/ui/page-header";
import { StatusBadge } from "@/components/ui/status-badge";
import { getStore, listCurrencies } from "@/lib/merchants/queries";
import { staffGate } from "@/lib/platform/auth/gates";
import { EditStoreForm } from "../_components/store-form";
import { StoreMenu } from "../_components/store-menu";
import { StoreSummary } from "../_components/store-summary";

type Props = { params: Promise<{ merchant: string; storeId: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { merchant, storeId } = await params;
  const { scope } = await staffGate({ merchant }, "store.read");
  return { title: (await getStore(scope, storeId))?.name };
}

export default async function StorePage({ params }: Props) {
  const { merchant, storeId } = await params;
  const place = { merchant };
  const { scope, can } = await staffGate(place, "store.read");
  const [t, locale, store, currencies] = await Promise.all([
    getTranslations("stores"),
    getLocale(),
    getStore(scope, storeId),
    listCurrencies(scope),
  ]);
  if (!store) notFound();
  const { name, address, currency, timeZone } = store;
  return (
    <>
      <PageHeader
        title={name}
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
              <ButtonLink href={consolePath({ merchant, store: storeId })}>{t("openView")}</ButtonLink>
            )}
            {can("store.write") ? <StoreMenu place={place} store={store} /> : null}
          </>
        }
      />
      <div className="max-w-[720px]">
        {can("store.write") ? (
          <EditStoreForm
            place={place}
            storeId={storeId}
            revision={store.revision}
            values={{ store: { name, address, currency, timeZone, regions: store.regions.join("\n") } }}
            currencies={currencyOptions(locale, currencies)}
            timeZones={timeZoneOptions(locale, timeZone, new Date())}
          />
        ) : (
          <StoreSummary store={store} />
        )}
      </div>
    </>
  );
}
