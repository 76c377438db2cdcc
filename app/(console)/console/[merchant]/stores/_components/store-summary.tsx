import { useLocale, useTranslations } from "next-intl";
import { OpeningHoursText } from "@/components/merchants/opening-hours";
import { Card } from "@/components/ui/card";
import { SummaryList } from "@/components/ui/summary-list";
import { formatMoney } from "@/lib/kernel/money";
import type { StoreDetail } from "@/lib/merchants/queries";

/** A store for those who may look and not touch. */
export function StoreSummary({ store }: { store: StoreDetail }) {
  const t = useTranslations("stores.form");
  const locale = useLocale();
  const nothing = t("none");
  return (
    <Card title={t("basics")}>
      <SummaryList
        items={[
          { label: t("name"), value: store.name },
          { label: t("address"), value: store.address || nothing },
          { label: t("city"), value: store.city || nothing },
          { label: t("code"), value: store.code || nothing },
          { label: t("hours"), value: <OpeningHoursText hours={store.hours} /> },
          { label: t("currency"), value: store.currency },
          { label: t("timeZone"), value: store.timeZone.replaceAll("_", " ") },
          {
            label: t("delivery"),
            value:
              store.deliveryMinor === null
                ? t("noDelivery")
                : formatMoney(store.deliveryMinor, store.currency, locale),
          },
          { label: t("regions"), value: store.regions.join(" · ") || nothing },
        ]}
      />
    </Card>
  );
}
