import { useLocale, useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { type SummaryItem, SummaryList } from "@/components/ui/summary-list";
import { Time } from "@/components/ui/time";
import { ZoneLabel } from "@/components/ui/zone-label";
import { formatMoney } from "@/lib/kernel/money";
import { packPagePath } from "@/lib/packs/schema";
import type { LoadedPack } from "./load-pack";

type PackSettingsProps = { loaded: LoadedPack; stores: readonly { id: string; name: string }[] };

/** All settings of a pack as it stands, in the order of its form (K6). */
export function PackSettings(props: PackSettingsProps) {
  const t = useTranslations("packs.form.sections");
  const { type } = props.loaded.pack;
  const cards = { basics: useBasics(props), sale: useSale(props), advanced: useAdvanced(props) };
  const keys = type === "paid" ? (["basics", "sale", "advanced"] as const) : (["basics"] as const);
  return keys.map((key) => (
    <Card key={key} title={t(key)}>
      <SummaryList items={cards[key]} />
    </Card>
  ));
}

function useBasics({ loaded: { pack } }: PackSettingsProps): SummaryItem[] {
  const t = useTranslations("packs");
  return [
    { label: t("form.name"), value: pack.name },
    { label: t("list.type"), value: t(`types.${pack.type}.name`) },
    {
      label: t("form.description"),
      value: pack.description ? (
        <span className="whitespace-pre-line">{pack.description}</span>
      ) : (
        t("detail.none")
      ),
    },
  ];
}

function useSale({ loaded: { pack, merchant }, stores }: PackSettingsProps): SummaryItem[] {
  const t = useTranslations("packs");
  const locale = useLocale();
  const { timeZone } = merchant;
  const { priceMinor, currency, salesFrom, salesUntil, storeIds, stock } = pack;
  const names = storeIds?.map((id) => stores.find((store) => store.id === id)?.name ?? id);
  const time = (at: Date | null, none: string) => (at ? <Time at={at} timeZone={timeZone} /> : none);
  return [
    {
      label: t("form.sale.price"),
      value: priceMinor === null ? t("detail.none") : formatMoney(priceMinor, currency, locale),
    },
    {
      label: t("form.sale.channels"),
      value: pack.channels.map((one) => t(`form.sale.channel.${one}`)).join(" · "),
    },
    {
      label: t("form.sale.period"),
      value: (
        <span>
          {time(salesFrom, t("detail.fromOnce"))} – {time(salesUntil, t("detail.noEnd"))}{" "}
          {salesFrom || salesUntil ? <ZoneLabel timeZone={timeZone} /> : null}
        </span>
      ),
    },
    {
      label: t("form.sale.supply"),
      value:
        stock.quantity === null
          ? t("form.sale.unlimited")
          : new Intl.NumberFormat(locale).format(stock.quantity),
    },
    {
      label: t("form.sale.stores"),
      value: names ? new Intl.ListFormat(locale).format(names) : t("detail.allStores", { currency }),
    },
  ];
}

function useAdvanced({ loaded: { pack } }: PackSettingsProps): SummaryItem[] {
  const t = useTranslations("packs");
  const limit = (value: number | null) => (value === null ? t("detail.noLimit") : String(value));
  return [
    { label: t("form.advanced.redirect"), value: pack.redirectUrl ?? t("form.advanced.to.none") },
    { label: t("form.advanced.autoRefund"), value: t(pack.autoRefund ? "detail.yes" : "detail.no") },
    { label: t("form.advanced.limit"), value: limit(pack.purchaseLimit) },
    { label: t("form.advanced.limitPerDay"), value: limit(pack.purchaseLimitPerDay) },
  ];
}

/** The address of a pack for everybody. */
export const publicAddress = (baseUrl: string, slug: string, packId: string) =>
  baseUrl + packPagePath(slug, packId);
