"use client";

import { useLocale, useNow, useTranslations } from "next-intl";
import { useState } from "react";
import { benefitWords } from "@/components/coupons/ticket-words";
import { consolePath } from "@/components/merchants/console-path";
import type { ActionPlace } from "@/components/ui/action-result";
import { Banner } from "@/components/ui/banner";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { StatusBadge } from "@/components/ui/status-badge";
import { SummaryList } from "@/components/ui/summary-list";
import { Time } from "@/components/ui/time";
import type { DeskVoucher } from "@/lib/orders/queries/at-desk";
import { voucherStanding } from "@/lib/vouchers/rules";
import { RedeemButtons } from "./redeem-buttons";

export type DeskStore = {
  readonly id: string;
  readonly name: string;
  readonly currency: string;
  readonly timeZone: string;
  /** The parts of its floor. */
  readonly regions: readonly string[];
};

/** How it went, in words. */
export type DeskOutcome = {
  readonly tone: "success" | "info";
  readonly title: string;
  readonly text: string;
};

type ShownVoucherProps = {
  place: ActionPlace;
  stores: readonly DeskStore[];
  timeZone: string;
  may: { revoke: boolean; order: boolean };
  voucher: DeskVoucher;
  onNext: () => void;
};

const ofOrders = new Set(["amount_off", "percent_off", "threshold_off", "product", "delivery_off"]);

/** The coupon that a code is of: what it gives, to whom, how it stands, and what may be done with it. */
export function ShownVoucher({ place, stores, timeZone, may, voucher, onNext }: ShownVoucherProps) {
  const t = useTranslations("redeem");
  const ticket = useTranslations("ticket");
  const diagnose = useTranslations("diagnose");
  const locale = useLocale();
  const [outcome, setOutcome] = useState<DeskOutcome | null>(null);
  const standing = voucherStanding(voucher, useNow());
  const { terms, currency, productName, validUntil, usedAt, member } = voucher;
  const rule = benefitWords({ ...terms, currency, productName: productName ?? undefined }, locale, ticket);
  const needsOrder = ofOrders.has(terms.benefit.type);
  const last = (at: Date) => <Time at={new Date(at.getTime() - 1)} timeZone={timeZone} className="" />;
  return (
    <Card title={terms.name} actions={outcome ? undefined : <StatusBadge status={standing} />}>
      <div className="grid gap-4">
        {outcome ? (
          <div role="status">
            <Banner tone={outcome.tone} title={outcome.title}>
              {outcome.text}
            </Banner>
          </div>
        ) : null}
        <SummaryList
          items={[
            { label: t("gives"), value: rule },
            { label: t("member"), value: [member.name, member.phone].filter(Boolean).join(" · ") },
            { label: t("until"), value: validUntil ? last(validUntil) : t("forEver") },
            ...(usedAt
              ? [{ label: t("usedAt"), value: <Time at={usedAt} timeZone={timeZone} className="" /> }]
              : []),
            ...(terms.usageRules ? [{ label: t("rules"), value: terms.usageRules }] : []),
          ]}
        />
        {voucher.isPaused && !outcome ? <Banner tone="warning">{t("paused")}</Banner> : null}
        {needsOrder && standing === "available" && !outcome ? (
          <Banner
            tone="info"
            action={
              may.order ? (
                <ButtonLink size="sm" href={consolePath(place, "orders", "new")}>
                  {t("newOrder")}
                </ButtonLink>
              ) : undefined
            }
          >
            {t("needsOrder")}
          </Banner>
        ) : null}
        {outcome ? null : (
          <Link
            href={`${consolePath(place, "coupons", "diagnose")}?voucher=${voucher.id}`}
            className="w-fit text-sm text-brand underline-offset-2 hover:underline"
          >
            {diagnose("open")}
          </Link>
        )}
        <RedeemButtons
          {...{ place, stores, voucher, onNext }}
          isDone={outcome !== null}
          mayRedeem={!needsOrder && voucher.status === "available"}
          mayRevoke={may.revoke && (voucher.status === "available" || voucher.status === "transferred")}
          onDone={setOutcome}
        />
      </div>
    </Card>
  );
}
