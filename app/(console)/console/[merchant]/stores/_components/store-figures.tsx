import { useFormatter, useTranslations } from "next-intl";
import { KeyFigure, KeyFigures } from "@/components/ui/key-figure";
import { STORE_DAYS, type StoreUses, storeUses } from "@/lib/analytics/queries/store";
import type { StoreDetail } from "@/lib/merchants/queries";
import type { Scope } from "@/lib/platform/auth/scope";

/** How often coupons are used in a store. */
export async function StoreFigures({ scope, store }: { scope: Scope; store: StoreDetail }) {
  const { id: storeId, timeZone } = store;
  const uses = await storeUses(scope, { storeId, timeZone, now: new Date() });
  return uses ? <Figures uses={uses} timeZone={timeZone} /> : null;
}

function Figures({ uses, timeZone }: { uses: StoreUses; timeZone: string }) {
  const t = useTranslations("stores.figures");
  const format = useFormatter();
  const zone = timeZone.replaceAll("_", " ");
  const days = format.number(uses.days);
  return (
    <section aria-label={t("label")} className="mb-5 max-w-md">
      <KeyFigures>
        <KeyFigure
          label={t("today")}
          value={format.number(uses.today)}
          definition={t("todayMeans", { zone })}
        />
        <KeyFigure
          label={t("days", { days: STORE_DAYS })}
          value={uses.isWhole ? days : t("atLeast", { count: days })}
          definition={t("daysMeans", { days: STORE_DAYS, zone })}
        />
      </KeyFigures>
    </section>
  );
}
