import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale } from "next-intl/server";
import { currencyOptions, timeZoneOptions } from "@/components/merchants/place-options";
import { getStore, listCurrencies } from "@/lib/merchants/queries";
import { staffGate } from "@/lib/platform/auth/gates";
import { EditStoreForm } from "../_components/store-form";
import { StoreHeader } from "../_components/store-header";
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
  const [locale, store, currencies] = await Promise.all([
    getLocale(),
    getStore(scope, storeId),
    listCurrencies(scope),
  ]);
  if (!store) notFound();
  const { name, address, currency, timeZone } = store;
  return (
    <>
      <StoreHeader place={place} store={store} mayWrite={can("store.write")} />
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
