import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale } from "next-intl/server";
import { currencyOptions, timeZoneOptions } from "@/components/merchants/place-options";
import { getStore, listCurrencies } from "@/lib/merchants/queries";
import { listStoreStaff } from "@/lib/merchants/queries/staff";
import { staffGate } from "@/lib/platform/auth/gates";
import { lastChange } from "@/lib/workspace/queries";
import { EditStoreForm } from "../_components/store-form";
import { StoreHeader } from "../_components/store-header";
import { StoreStaff } from "../_components/store-staff";
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
  const [locale, store, currencies, people, change] = await Promise.all([
    getLocale(),
    getStore(scope, storeId),
    listCurrencies(scope),
    can("staff.manage") ? listStoreStaff(scope, storeId) : null,
    lastChange(scope, "store", storeId),
  ]);
  if (!store) notFound();
  const { regions, timeZone, name, address, city, code, hours, currency, deliveryMinor } = store;
  const shown = { name, address, city, code, hours };
  const typed = { ...shown, currency, timeZone, deliveryMinor, regions: regions.join("\n") };
  return (
    <>
      <StoreHeader place={place} store={store} mayWrite={can("store.write")} />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 lg:grid-cols-[minmax(0,720px)_320px]">
        {can("store.write") ? (
          <EditStoreForm
            place={place}
            storeId={storeId}
            revision={store.revision}
            change={change}
            values={{ store: typed }}
            currencies={currencyOptions(locale, currencies)}
            timeZones={timeZoneOptions(locale, timeZone, new Date())}
          />
        ) : (
          <StoreSummary store={store} />
        )}
        {people ? <StoreStaff place={place} people={people} /> : null}
      </div>
    </>
  );
}
