"use client";

import { useTranslations } from "next-intl";
import { useCouponDraft, useCouponFormFacts } from "@/components/coupons/form-context";
import { ThresholdFields } from "@/components/coupons/threshold-fields";
import { Banner } from "@/components/ui/banner";
import { FormMoney, FormNumber, FormPercent, FormSelect } from "@/components/ui/form-fields";
import { FormSection } from "@/components/ui/form-page";
import { TranslatedLanguages, TranslatedText } from "@/components/ui/translated";

export function BenefitSection() {
  const t = useTranslations("coupons");
  const { benefit } = useCouponDraft();
  return (
    <FormSection id="benefit" title={t("form.sections.benefit")} help={t(`types.${benefit.type}.use`)}>
      {benefit.type === "threshold_off" ? <ThresholdFields /> : null}
      {benefit.type === "percent_off" ? <PercentFields /> : null}
      {benefit.type === "amount_off" ? <AmountFields /> : null}
      {benefit.type === "product" ? <ProductFields /> : null}
      {benefit.type === "delivery_off" ? <DeliveryFields /> : null}
      {benefit.type === "points" ? <PointsFields /> : null}
      {benefit.type === "cash" ? <CashFields /> : null}
      {benefit.type === "generic" ? (
        <>
          <TranslatedLanguages />
          <TranslatedText
            field="benefitText"
            label={t("form.text")}
            help={t("form.textHelp")}
            isRequired
            maxLength={60}
          />
        </>
      ) : null}
    </FormSection>
  );
}

const pair = "grid items-start gap-4 sm:grid-cols-2";

function MinSpend() {
  const t = useTranslations("coupons.form");
  const { currency } = useCouponDraft();
  return (
    <FormMoney
      name="conditions.minSpendMinor"
      label={t("minSpend")}
      help={t("minSpendHelp")}
      currency={currency}
    />
  );
}

function PercentFields() {
  const t = useTranslations("coupons.form");
  const { currency } = useCouponDraft();
  return (
    <>
      <div className={pair}>
        <FormPercent name="benefit.bps" label={t("percent")} help={t("percentHelp")} isRequired />
        <FormMoney
          name="benefit.maxOffMinor"
          label={t("maxOff")}
          help={t("maxOffHelp")}
          currency={currency}
        />
      </div>
      <div className={pair}>
        <MinSpend />
      </div>
    </>
  );
}

function AmountFields() {
  const t = useTranslations("coupons.form");
  const { currency } = useCouponDraft();
  return (
    <div className={pair}>
      <FormMoney
        name="benefit.amountMinor"
        label={t("amount")}
        help={t("amountHelp")}
        currency={currency}
        isRequired
      />
      <MinSpend />
    </div>
  );
}

function DeliveryFields() {
  const t = useTranslations("coupons.form");
  const { currency } = useCouponDraft();
  return (
    <div className={pair}>
      <FormMoney
        name="benefit.maxOffMinor"
        label={t("maxOff")}
        help={t("deliveryMaxHelp")}
        currency={currency}
      />
      <MinSpend />
    </div>
  );
}

function PointsFields() {
  const t = useTranslations("coupons.form");
  return (
    <div className={pair}>
      <FormNumber name="benefit.points" label={t("points")} help={t("pointsHelp")} isRequired />
    </div>
  );
}

function CashFields() {
  const t = useTranslations("coupons.form");
  const { exists } = useCouponFormFacts();
  const { currency } = useCouponDraft();
  return (
    <div className={pair}>
      <FormMoney
        name="benefit.amountMinor"
        label={t("cash")}
        help={t(exists ? "cashFixed" : "cashHelp")}
        currency={currency}
        isDisabled={exists}
        isRequired
      />
    </div>
  );
}

function ProductFields() {
  const t = useTranslations("coupons.form");
  const { options } = useCouponFormFacts();
  const { currency, benefit } = useCouponDraft();
  const products = options.products.filter(
    (product) => !product.archived || product.id === benefit.productId,
  );
  if (products.length === 0) return <Banner tone="warning">{t("noProducts")}</Banner>;
  return (
    <>
      <FormSelect
        name="benefit.productId"
        label={t("product")}
        help={t("productHelp")}
        isRequired
        options={products.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <div className={pair}>
        <FormNumber name="benefit.quantity" label={t("quantity")} isRequired />
        <FormMoney name="benefit.priceMinor" label={t("price")} help={t("priceHelp")} currency={currency} />
      </div>
      <div className={pair}>
        <MinSpend />
      </div>
    </>
  );
}
