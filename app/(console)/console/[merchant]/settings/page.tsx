import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { currencyOptions, timeZoneOptions } from "@/components/merchants/place-options";
import { PageHeader } from "@/components/ui/page-header";
import { getMerchant, listCurrencies } from "@/lib/merchants/queries";
import { staffGate } from "@/lib/platform/auth/gates";
import { lastChange } from "@/lib/workspace/queries";
import { MerchantForm } from "./_components/merchant-form";

type Props = { params: Promise<{ merchant: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("settings");
  return { title: t("title") };
}

export default async function SettingsPage({ params }: Props) {
  const place = await params;
  const { scope } = await staffGate(place, "settings.write");
  const [t, locale, merchant, currencies, change] = await Promise.all([
    getTranslations("settings"),
    getLocale(),
    getMerchant(scope),
    listCurrencies(scope),
    lastChange(scope, "merchant", scope.merchantId, ["merchant.edit", "merchant.brand"]),
  ]);
  const { name, currency, timeZone, otherLanguages, logo, revision } = merchant;
  const { maxVouchersPerOrder, refundBasis, requireTwoFactor, redirectHosts } = merchant;
  const rules = { maxVouchersPerOrder, refundBasis, requireTwoFactor };
  const spoken = merchant.locale === "zh-CN" ? "zh-CN" : "en";
  return (
    <>
      <PageHeader title={t("title")} meta={t("meta", { slug: merchant.slug })} />
      <div className="max-w-[720px]">
        <MerchantForm
          place={place}
          revision={revision}
          change={change}
          values={{
            merchant: { name, logo, currency, timeZone, locale: spoken, otherLanguages, ...rules },
            hosts: redirectHosts.join("\n"),
          }}
          currencies={currencyOptions(locale, currencies)}
          timeZones={timeZoneOptions(locale, timeZone, new Date())}
        />
      </div>
    </>
  );
}
