import { Lock } from "lucide-react";
import { useLocale, useNow, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { BudgetBar } from "@/components/coupons/budget-bar";
import { ticketFacts, validityWords } from "@/components/coupons/coupon-words";
import { PromoCode } from "@/components/coupons/promo-code";
import { QuantityEdit } from "@/components/coupons/quantity-edit";
import { weekdayWords } from "@/components/coupons/summary-sentence";
import { benefitWords } from "@/components/coupons/ticket-words";
import { ValidityEdit } from "@/components/coupons/validity-edit";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { Picture } from "@/components/ui/picture";
import { StockBar } from "@/components/ui/stock-bar";
import { type SummaryItem, SummaryList } from "@/components/ui/summary-list";
import { ZoneLabel } from "@/components/ui/zone-label";
import type { CouponOptions } from "@/lib/coupons/queries/options";
import { fixedParts } from "@/lib/coupons/rules/edit";
import { distributionMethods, isCredit, isGiftable } from "@/lib/coupons/schema";
import { formatMoney } from "@/lib/kernel/money";
import type { AudienceOptions } from "@/lib/members/queries/audience";
import type { LoadedCoupon } from "./load-coupon";
import { useAudienceWords, useScopeItems, useStoreWords } from "./terms-words";

type CouponCardsProps = { loaded: LoadedCoupon; options: CouponOptions; audience: AudienceOptions };

const keys = ["basics", "scope", "conditions", "stacking", "distribution", "validity"] as const;

/** All settings of a coupon as it stands, in the order of its form; stock and validity are changed here. */
export function CouponCards(props: CouponCardsProps) {
  const t = useTranslations("coupons.form.sections");
  const cards = {
    basics: useBasics(props),
    scope: useScopeItems(props.loaded.coupon.terms, props.options),
    conditions: useConditions(props),
    stacking: useStacking(props),
    distribution: useDistribution(props),
    validity: useValidity(props),
  };
  const ofOrders: readonly string[] = isCredit(props.loaded.coupon.type) ? ["scope", "stacking"] : [];
  return keys
    .filter((key) => !ofOrders.includes(key))
    .map((key) => (
      <Card key={key} title={t(key)} actions={<EditPart loaded={props.loaded} part={key} />}>
        <SummaryList items={cards[key]} />
      </Card>
    ));
}

type EditPartProps = Pick<CouponCardsProps, "loaded"> & { part: (typeof keys)[number] };

/** Leads into the form where this part stands. */
function EditPart({ loaded: { coupon, basePath, may }, part }: EditPartProps) {
  const t = useTranslations("coupons");
  const ui = useTranslations("ui");
  if (!may.write || coupon.status === "archived") return null;
  return (
    <ButtonLink
      size="sm"
      variant="ghost"
      href={`${basePath}/${coupon.id}/edit#${part}`}
      aria-label={ui("edit", { name: t(`form.sections.${part}`) })}
    >
      {t("actions.edit")}
    </ButtonLink>
  );
}

type FixedProps = {
  why: keyof ReturnType<typeof fixedParts> | null;
  loaded: LoadedCoupon;
  children: ReactNode;
};

/** A value that no edit can change, with why: told to who could otherwise. */
function Fixed({ why, loaded: { coupon, may }, children }: FixedProps) {
  const refusals = useTranslations("refusals");
  const code = why && may.write ? fixedParts(coupon)[why] : null;
  if (!code) return children;
  return (
    <span className="grid gap-0.5">
      <span>{children}</span>
      <span className="flex items-start gap-1 text-xs text-ink-2">
        <Lock aria-hidden="true" className="mt-0.5 size-3 shrink-0" />
        {refusals(code)}
      </span>
    </span>
  );
}

function useBasics({ loaded }: CouponCardsProps): SummaryItem[] {
  const { coupon, merchant } = loaded;
  const t = useTranslations("coupons");
  const ticket = useTranslations("ticket");
  const locale = useLocale();
  const { terms } = coupon;
  const facts = ticketFacts(coupon, merchant.timeZone, useNow());
  const item = (label: string, value: string, why: FixedProps["why"] = null) => ({
    label,
    value: <Fixed {...{ why, loaded }}>{value || t("read.none")}</Fixed>,
  });
  return [
    item(t("form.name"), terms.name),
    item(t("read.number"), coupon.number ?? t("list.noNumber")),
    item(t("read.type"), t(`types.${coupon.type}.name`), "type"),
    item(t("form.sections.benefit"), benefitWords(facts, locale, ticket), "benefit"),
    item(t("form.currency"), coupon.currency, "currency"),
    item(t("form.description"), terms.description),
    {
      label: t("form.image"),
      value: terms.image ? (
        <Picture image={terms.image} shape="square" sizes="96px" className="w-24 rounded-md" />
      ) : (
        t("read.none")
      ),
    },
    {
      label: t("form.usageRules"),
      value: terms.usageRules ? (
        <span className="whitespace-pre-line">{terms.usageRules}</span>
      ) : (
        t("read.none")
      ),
    },
  ];
}

function useConditions({ loaded: { coupon }, options, audience }: CouponCardsProps): SummaryItem[] {
  const t = useTranslations("coupons");
  const locale = useLocale();
  const { conditions } = coupon.terms;
  const list = new Intl.ListFormat(locale, { type: "conjunction" });
  const { minSpendMinor, minItems, weekdays, hours, channels, devices, maxUsesPerMember } = conditions;
  const hoursWords = hours.map((window) => t("sentence.hour", window));
  const spend = minSpendMinor
    ? formatMoney(minSpendMinor, coupon.currency, locale, { trim: true })
    : t("read.none");
  const ofOrders = [
    { label: t("form.minSpend"), value: spend },
    { label: t("form.minItems"), value: minItems ? String(minItems) : t("read.none") },
    { label: t("form.channels"), value: channels.map((one) => t(`channels.${one}`)).join(" · ") },
    { label: t("form.devices"), value: devices.map((one) => t(`devices.${one}`)).join(" · ") },
  ];
  return [
    { label: t("form.stores"), value: useStoreWords(conditions, options) },
    ...(isCredit(coupon.type) ? [] : ofOrders),
    {
      label: t("form.weekdays"),
      value: weekdays.length === 7 ? t("read.allDays") : weekdayWords(weekdays, t, locale),
    },
    { label: t("form.hours"), value: hoursWords.length > 0 ? list.format(hoursWords) : t("read.allDay") },
    { label: t("form.audience"), value: useAudienceWords()(conditions.audience, audience) },
    {
      label: t("form.maxUses"),
      value: maxUsesPerMember === null ? t("read.noLimit") : String(maxUsesPerMember),
    },
  ];
}

function useStacking({ loaded: { coupon } }: CouponCardsProps): SummaryItem[] {
  const t = useTranslations("coupons");
  const { stacking, conditions, refund } = coupon.terms;
  const { exclusive, stacksWith, group, priority, maxPerOrder } = stacking;
  const isMeasured = coupon.type === "threshold_off" || conditions.minSpendMinor > 0;
  const basis = conditions.basis === "current" ? "basisCurrent" : "basisOriginal";
  const together = exclusive
    ? t("read.exclusive")
    : stacksWith === "all"
      ? t("read.combinesAll")
      : t("read.combinesNamed", { groups: stacksWith.join(", ") || t("read.none") });
  return [
    { label: t("form.stackingMode"), value: together },
    { label: t("form.group"), value: group ?? t("read.none") },
    { label: t("form.priority"), value: String(priority) },
    { label: t("form.maxPerOrder"), value: String(maxPerOrder) },
    ...(isMeasured ? [{ label: t("read.basis"), value: t(`form.${basis}`) }] : []),
    { label: t("read.onOffer"), value: t(conditions.combinesWithOffers ? "read.counts" : "read.countsNot") },
    { label: t("form.notIfFree"), value: t(conditions.notIfFree ? "read.yes" : "read.no") },
    {
      label: t("read.onRefund"),
      value: t(refund.returnWhenAllRefunded ? "read.returned" : "read.staysUsed"),
    },
  ];
}

function useDistribution({ loaded }: CouponCardsProps): SummaryItem[] {
  const { coupon, where, may } = loaded;
  const t = useTranslations("coupons");
  const { id, name, revision, quantity, issued, methods, claimLimit, claimLimitPerDay, budgetMinor } = coupon;
  const { giftable } = coupon.terms;
  const { sharedCode } = coupon;
  const limit = (value: number | null) => (value === null ? t("read.noLimit") : String(value));
  const known = distributionMethods.filter((method) => methods.includes(method));
  const bar = <StockBar used={issued} total={quantity} />;
  const editable = may.stock && coupon.status !== "archived" && coupon.type !== "cash";
  return [
    {
      label: t("list.issued"),
      value: editable ? (
        <QuantityEdit coupon={{ id, name, revision, quantity, issued }} where={where} value={bar} />
      ) : (
        <Fixed why="quantity" loaded={loaded}>
          {bar}
        </Fixed>
      ),
    },
    {
      label: t("form.methodsLabel"),
      value: known.map((method) => t(`methods.${method}`)).join(" · "),
    },
    ...(sharedCode ? [{ label: t("read.promoCode"), value: <PromoCode {...sharedCode} /> }] : []),
    { label: t("form.claimLimit"), value: limit(claimLimit) },
    { label: t("form.claimLimitPerDay"), value: limit(claimLimitPerDay) },
    {
      label: t("form.budget"),
      value:
        budgetMinor === null ? (
          t("read.none")
        ) : (
          <BudgetBar {...{ budgetMinor, ...coupon.spent }} currency={coupon.currency} />
        ),
    },
    ...(isGiftable(coupon.type)
      ? [{ label: t("read.giftable"), value: t(giftable ? "read.yes" : "read.no") }]
      : []),
  ];
}

function useValidity({ loaded: { coupon, merchant, where, may } }: CouponCardsProps): SummaryItem[] {
  const t = useTranslations("coupons");
  const locale = useLocale();
  const { timeZone } = merchant;
  const { id, name, revision, issued, terms } = coupon;
  const words = (
    <span>
      {validityWords(terms.validity, timeZone, locale, t)}{" "}
      {terms.validity.type === "permanent" ? null : <ZoneLabel timeZone={timeZone} />}
    </span>
  );
  const facts = { id, name, revision, issued, validity: terms.validity };
  const editable = may.write && coupon.status !== "archived";
  return [
    {
      label: t("form.validityType"),
      value: editable ? (
        <ValidityEdit coupon={facts} where={where} timeZone={timeZone} value={words} />
      ) : (
        words
      ),
    },
  ];
}
