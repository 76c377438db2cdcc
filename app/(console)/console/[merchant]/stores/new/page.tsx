import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { consolePath } from "@/components/merchants/console-path";
import { currencyOptions, timeZoneOptions } from "@/components/merchants/place-options";
import { PageHeader } from "@/components/ui/page-header";
import { listCurrencies } from "@/lib/merchants/queries";
import { staffGate } from "@/lib/platform/auth/gates";
import { CreateStoreForm } from "../_components/store-form";

type Props = { params: Promise<{ merchant: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("stores");
  return { title: t("form.createTitle") };
}

export default async function NewStorePage({ params }: Props) {
  const place = await params;
  const { scope, merchant } = await staffGate(place, "store.write");
  const [t, locale, currencies] = await Promise.all([
    getTranslations("stores"),
    getLocale(),
    listCurrencies(scope),
  ]);
  const { currency, timeZone } = merchant;
  return (
    <>
      <PageHeader
        title={t("form.createTitle")}
        back={{ href: consolePath(place, "stores"), label: t("list.title") }}
      />
      <div className="max-w-[720px]">
        <CreateStoreForm
          place={place}
          values={{
            store: { name: "", address: "", city: "", code: "", hours: [], currency, timeZone, regions: "" },
          }}
          currencies={currencyOptions(locale, currencies)}
          timeZones={timeZoneOptions(locale, timeZone, new Date())}
        />
      </div>
    </>
  );
}
