"use client";

import { TriangleAlert } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { type Exposure, exposureOf, warningsOf } from "@/components/coupons/coupon-cost";
import { CouponTicket } from "@/components/coupons/coupon-ticket";
import { useCouponDraft, useCouponFormFacts } from "@/components/coupons/form-context";
import { couponInput } from "@/components/coupons/form-input";
import type { CouponForm } from "@/components/coupons/form-values";
import { percentText, type TicketBenefit, ticketWords } from "@/components/coupons/ticket-words";
import { useDraftSentence } from "@/components/coupons/use-draft-sentence";
import { Card } from "@/components/ui/card";
import { benefitSchema, validitySchema } from "@/lib/coupons/schema";
import { formatMoney } from "@/lib/kernel/money";

/** Beside the form: what members will see, all of it in a sentence, what it may cost, and what stands out. */
export function CouponRail() {
  const t = useTranslations("coupons.rail");
  const sentence = useDraftSentence();
  return (
    <>
      <Card title={t("preview")}>
        <div className="rounded-lg bg-sunken p-2">
          <DraftTicket />
        </div>
      </Card>
      <Card title={t("summary")}>
        <p className="text-sm text-ink" aria-live="polite">
          {sentence ?? <span className="text-ink-2">{t("incomplete")}</span>}
        </p>
      </Card>
      <CostCard />
      <ChecksCard />
    </>
  );
}

function draftBenefit({ benefit }: CouponForm): TicketBenefit {
  const of = (value: number | null) => (value !== null && value > 0 ? value : 0);
  const tier = (row: CouponForm["benefit"]["tiers"][number]) => ({
    spendMinor: of(row.spendMinor),
    offMinor: of(row.offMinor),
  });
  switch (benefit.type) {
    case "threshold_off":
      return benefit.repeats
        ? { type: "threshold_off", every: { ...tier(benefit.every), maxTimes: of(benefit.every.maxTimes) } }
        : { type: "threshold_off", tiers: benefit.tiers.map(tier) };
    case "percent_off":
      return {
        type: "percent_off",
        bps: Math.min(of(benefit.bps), 9900),
        maxOffMinor: of(benefit.maxOffMinor) || null,
      };
    case "amount_off":
      return { type: "amount_off", amountMinor: of(benefit.amountMinor) };
    case "product":
      return {
        type: "product",
        productId: benefit.productId,
        quantity: of(benefit.quantity),
        priceMinor: of(benefit.priceMinor),
      };
    case "delivery_off":
      return { type: "delivery_off", maxOffMinor: of(benefit.maxOffMinor) || null };
    case "points":
      return { type: "points", points: of(benefit.points) };
    case "cash":
      return { type: "cash", amountMinor: of(benefit.amountMinor) };
    case "generic":
      return { type: "generic", text: benefit.text };
  }
}

function DraftTicket() {
  const draft = useCouponDraft();
  const { options, timeZone } = useCouponFormFacts();
  const t = useTranslations("coupons");
  const ticket = useTranslations("ticket");
  const locale = useLocale();
  const input = couponInput(draft, timeZone);
  const validity = validitySchema.safeParse(input.validity);
  const words = ticketWords(
    {
      name: draft.name.trim() || t(`types.${draft.benefit.type}.name`),
      faceColour: draft.faceColour,
      currency: draft.currency,
      benefit: draftBenefit(draft),
      conditions: {
        ...input.conditions,
        minSpendMinor: draft.conditions.minSpendMinor || 0,
        minItems: draft.conditions.minItems || 0,
      },
      scope: draft.scope.mode === "all" ? { products: "all" } : {},
      validity: validity.data ?? { type: "permanent" },
      timeZone,
      now: new Date(),
      productName: options.products.find((product) => product.id === draft.benefit.productId)?.name,
    },
    locale,
    ticket,
  );
  const empty = !benefitSchema.safeParse(input.benefit).success && draft.benefit.type !== "product";
  return (
    <CouponTicket
      {...words}
      {...(empty ? { value: { main: "–" }, condition: "" } : {})}
      validity={validity.success ? words.validity : undefined}
    />
  );
}

function CostCard() {
  const t = useTranslations("coupons.rail");
  const draft = useCouponDraft();
  const exposure = exposureOf(draft);
  if (exposure.kind === "incomplete") return null;
  return (
    <Card title={t("cost")}>
      <CostWords exposure={exposure} currency={draft.currency} />
    </Card>
  );
}

function CostWords({ exposure, currency }: { exposure: Exposure; currency: string }) {
  const t = useTranslations("coupons.rail");
  const locale = useLocale();
  const money = (minor: number) => formatMoney(minor, currency, locale, { trim: true });
  const count = (value: number) => new Intl.NumberFormat(locale).format(value);
  switch (exposure.kind) {
    case "amount":
    case "budget": {
      const how =
        exposure.kind === "budget" || exposure.capped
          ? t("budgetCap")
          : t("exposureOf", { quantity: count(exposure.quantity), each: money(exposure.eachMinor) });
      return (
        <div className="grid gap-0.5">
          <span className="text-xs text-ink-2">{t("exposure")}</span>
          <span className="tabular text-2xl font-[650] text-ink">{money(exposure.totalMinor)}</span>
          <span className="text-xs text-ink-2">{how}</span>
        </div>
      );
    }
    case "product":
      return (
        <p className="text-sm text-ink-2">{t("unknownProduct", { quantity: count(exposure.quantity) })}</p>
      );
    case "unknown":
      return <p className="text-sm text-ink-2">{t(whyKeys[exposure.why])}</p>;
    case "incomplete":
      return null;
  }
}

const whyKeys = {
  unlimited: "unknownUnlimited",
  percent: "unknownPercent",
  delivery: "unknownDelivery",
  benefit: "unknownBenefit",
} as const;

function ChecksCard() {
  const t = useTranslations("coupons.rail");
  const draft = useCouponDraft();
  const { timeZone } = useCouponFormFacts();
  const warnings = warningsOf(draft, new Date(), timeZone);
  return (
    <Card title={t("checks")}>
      {warnings.length === 0 ? <p className="text-sm text-ink-2">{t("fine")}</p> : null}
      <ul className="grid gap-2">
        {warnings.map(({ code, section }) => (
          <li key={code} className="flex gap-2 text-sm">
            <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-warning" />
            <a
              href={`#${section}`}
              className="text-ink underline decoration-border-strong underline-offset-2 hover:text-brand"
            >
              {t(`warn.${code}`, { percent: `${percentText(draft.benefit.bps ?? 0)}%` })}
            </a>
          </li>
        ))}
      </ul>
    </Card>
  );
}
