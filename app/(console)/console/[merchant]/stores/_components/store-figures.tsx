import { useFormatter, useTranslations } from "next-intl";
import { Suspense } from "react";
import { KeyFigure, KeyFigures } from "@/components/ui/key-figure";
import { STORE_DAYS, type StoreUses, storeUses } from "@/lib/analytics/queries/store";
import type { StoreDetail } from "@/lib/merchants/queries";
import type { Scope } from "@/lib/platform/auth/scope";

type StoreFiguresProps = { scope: Scope; store: StoreDetail };
const notYet: StoreUses = { today: null, days: null, isWhole: false };

/** How often coupons are used in a store; what is done to the store does not wait for it. */
export function StoreFigures(props: StoreFiguresProps) {
  return (
    <Suspense fallback={<Figures uses={notYet} timeZone={props.store.timeZone} />}>
      <Counted {...props} />
    </Suspense>
  );
}

async function Counted({ scope, store }: StoreFiguresProps) {
  const { id: storeId, timeZone } = store;
  const uses = await storeUses(scope, { storeId, timeZone, now: new Date() });
  return uses ? <Figures uses={uses} timeZone={timeZone} /> : null;
}

/** A dash stands for what is not known. */
function Figures({ uses, timeZone }: { uses: StoreUses; timeZone: string }) {
  const t = useTranslations("stores.figures");
  const format = useFormatter();
  const zone = timeZone.replaceAll("_", " ");
  const shown = (count: number | null) => (count === null ? "–" : format.number(count));
  const isKnown = uses.isWhole || uses.days === null;
  return (
    <section aria-label={t("label")} className="mb-5 max-w-md">
      <KeyFigures>
        <KeyFigure label={t("today")} value={shown(uses.today)} definition={t("todayMeans", { zone })} />
        <KeyFigure
          label={t("days", { days: STORE_DAYS })}
          value={isKnown ? shown(uses.days) : t("atLeast", { count: shown(uses.days) })}
          definition={t("daysMeans", { days: STORE_DAYS, zone })}
        />
      </KeyFigures>
    </section>
  );
}
