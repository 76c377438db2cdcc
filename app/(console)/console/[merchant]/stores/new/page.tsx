import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { consolePath } from "@/components/merchants/console-path";
import { currencyOptions, timeZoneOptions } from "@/components/merchants/place-options";
import { PageHeader } from "@/components/ui/page-header";
import { DraftForm } from "@/components/workspace/draft-form";
import { DraftList } from "@/components/workspace/draft-list";
import { openDraft } from "@/components/workspace/open-draft";
import { listCurrencies } from "@/lib/merchants/queries";
import { staffGate } from "@/lib/platform/auth/gates";
import { listDrafts } from "@/lib/workspace/queries";
import { CreateStoreForm } from "../_components/store-form";

type Props = { params: Promise<{ merchant: string }>; searchParams: Promise<{ draft?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("stores");
  return { title: t("form.createTitle") };
}

export default async function NewStorePage({ params, searchParams }: Props) {
  const place = await params;
  const { scope, merchant } = await staffGate(place, "store.write");
  const { currency, timeZone } = merchant;
  const texts = { name: "", address: "", city: "", code: "", regions: "" };
  const empty = { ...texts, hours: [], currency, timeZone, deliveryMinor: null };
  const { values, draft } = await openDraft(scope, "store", { store: empty }, searchParams);
  const [t, locale, currencies, drafts] = await Promise.all([
    getTranslations("stores"),
    getLocale(),
    listCurrencies(scope),
    draft.savedAt ? [] : listDrafts(scope, "store"),
  ]);
  return (
    <>
      <PageHeader
        title={t("form.createTitle")}
        back={{ href: consolePath(place, "stores"), label: t("list.title") }}
      />
      <div className="max-w-[720px]">
        <DraftList
          kind="store"
          {...{ drafts, where: place, timeZone }}
          hrefOf={({ id }) => `${consolePath(place, "stores", "new")}?draft=${id}`}
        />
        <DraftForm draft={draft}>
          <CreateStoreForm
            {...{ place, values, draft }}
            currencies={currencyOptions(locale, currencies)}
            timeZones={timeZoneOptions(locale, timeZone, new Date())}
          />
        </DraftForm>
      </div>
    </>
  );
}
