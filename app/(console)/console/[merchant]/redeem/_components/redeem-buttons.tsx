"use client";

import { useLocale, useNow, useTranslations } from "next-intl";
import { useState } from "react";
import { refusedReason } from "@/components/orders/refused-reason";
import { RegionSelect } from "@/components/orders/region-select";
import { RevokeVoucher } from "@/components/orders/revoke-voucher";
import { reasonWords } from "@/components/pricing/reason-words";
import type { ActionPlace, ActionResult } from "@/components/ui/action-result";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { useResultWords } from "@/components/ui/use-refusal-words";
import { useRunAction } from "@/components/ui/use-run-action";
import { formatMoney } from "@/lib/kernel/money";
import { redeemVoucher } from "@/lib/orders/actions/desk";
import type { DeskVoucher } from "@/lib/orders/queries/at-desk";
import type { DeskOutcome, DeskStore } from "./shown-voucher";

type RedeemButtonsProps = {
  place: ActionPlace;
  stores: readonly DeskStore[];
  voucher: DeskVoucher;
  isDone: boolean;
  mayRedeem: boolean;
  mayRevoke: boolean;
  onDone: (outcome: DeskOutcome) => void;
  onNext: () => void;
};

export function RedeemButtons(props: RedeemButtonsProps) {
  const { place, stores, voucher, isDone, mayRedeem, mayRevoke, onDone, onNext } = props;
  const t = useTranslations("redeem");
  const locale = useLocale();
  const [storeId, setStoreId] = useState(stores.length === 1 ? (stores[0]?.id ?? "") : "");
  const [region, setRegion] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const { run, pending } = useRunAction(redeemVoucher, place);
  const store = stores.find(({ id }) => id === storeId);
  const words = useRefusedWords(voucher, store);
  const redeem = async () => {
    if (!store) return setProblem(t("chooseStore"));
    setProblem(null);
    const where = region === null ? { storeId } : { storeId, region };
    const result = await run({ voucherId: voucher.id, ...where, note: "" }, { quiet: true });
    if (!result) return;
    if (!result.ok) return setProblem(words(result));
    const time = new Intl.DateTimeFormat(locale, {
      timeStyle: "medium",
      hourCycle: "h23",
      timeZone: store.timeZone,
    }).format(new Date());
    const { credited } = result.value;
    const at = t("redeemedAt", { time, store: store.name });
    const amount = (unit: string, value: number) =>
      unit === "points" ? t("points", { points: value }) : formatMoney(value, unit, locale);
    const more = credited
      ? t("credited", {
          amount: amount(credited.unit, credited.amount),
          balance: amount(credited.unit, credited.balance),
        })
      : "";
    onDone({ tone: "success", title: t("redeemed"), text: [at, more].filter(Boolean).join(" ") });
  };
  if (isDone) {
    return (
      <Button variant="primary" onPress={onNext}>
        {t("next")}
      </Button>
    );
  }
  return (
    <div className="grid gap-3">
      {problem ? <Banner tone="danger">{problem}</Banner> : null}
      {mayRedeem && stores.length > 1 ? (
        <Select
          label={t("store")}
          value={storeId}
          onChange={(id) => {
            setStoreId(id);
            setRegion(null);
          }}
          options={stores.map(({ id, name }) => ({ value: id, label: name }))}
        />
      ) : null}
      {mayRedeem ? <RegionSelect regions={store?.regions ?? []} value={region} onChange={setRegion} /> : null}
      <div className="flex flex-wrap gap-2">
        {mayRedeem ? (
          <Button
            variant="primary"
            className="min-h-14 flex-1"
            isPending={pending}
            pendingLabel={t("redeeming")}
            onPress={() => void redeem()}
          >
            {t("redeem")}
          </Button>
        ) : null}
        {mayRevoke ? (
          <RevokeVoucher
            place={place}
            voucherId={voucher.id}
            name={voucher.terms.name}
            className="min-h-14"
            onDone={() => onDone({ tone: "info", title: t("revoked"), text: t("revokedText") })}
          />
        ) : null}
      </div>
    </div>
  );
}

/** A refusal in words: pricing's reasons as on an order, the others as everywhere. */
function useRefusedWords(voucher: DeskVoucher, store: DeskStore | undefined) {
  const words = useResultWords();
  const t = useTranslations("reasons");
  const locale = useLocale();
  const now = useNow();
  return (result: ActionResult<unknown>): string | null => {
    const reason = !result.ok && result.kind === "refused" ? refusedReason(result.refusal) : null;
    if (!reason) return words(result);
    const names = new Map<string, string>();
    const { currency } = voucher;
    const context = { currency, locale, now, names, timeZone: store?.timeZone ?? "UTC" };
    return reasonWords(reason, context, t as never);
  };
}
