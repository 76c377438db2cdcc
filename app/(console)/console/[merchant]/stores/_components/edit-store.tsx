import { getLocale } from "next-intl/server";
import { currencyOptions, timeZoneOptions } from "@/components/merchants/place-options";
import type { ActionPlace } from "@/components/ui/action-result";
import { listCurrencies, type StoreDetail } from "@/lib/merchants/queries";
import type { Scope } from "@/lib/platform/auth/scope";
import { lastChange } from "@/lib/workspace/queries";
import { EditStoreForm } from "./store-form";

type EditStoreProps = { scope: Scope; place: ActionPlace; store: StoreDetail };

/** The form of a store, with what it chooses from. */
export async function EditStore({ scope, place, store }: EditStoreProps) {
  const [locale, currencies, change] = await Promise.all([
    getLocale(),
    listCurrencies(scope),
    lastChange(scope, "store", store.id),
  ]);
  const { regions, timeZone, name, address, city, code, hours, currency, deliveryMinor } = store;
  const kept = { name, address, city, code, hours, currency, timeZone, deliveryMinor };
  return (
    <EditStoreForm
      place={place}
      storeId={store.id}
      revision={store.revision}
      change={change}
      values={{ store: { ...kept, regions: regions.join("\n") } }}
      currencies={currencyOptions(locale, currencies)}
      timeZones={timeZoneOptions(locale, timeZone, new Date())}
    />
  );
}
