import { useLocale, useTranslations } from "next-intl";
import { ChangeButton, PLACE_FORM } from "@/app/(member)/m/[merchant]/checkout/_components/change-button";
import { formatMoney } from "@/lib/kernel/money";
import type { Checkout } from "@/lib/orders/open-checkout";
import { ADDRESS, ADDRESS_FIELD } from "@/lib/orders/rules/member-cart";

type DeliveryChoiceProps = { checkout: Checkout; isAddressMissing: boolean };

const ways = ["collect", "deliver"] as const;

/** How the order comes to the member, where the store delivers: native radio buttons and an address, without our script. */
export function DeliveryChoice({ checkout: { delivery, currency }, isAddressMissing }: DeliveryChoiceProps) {
  const t = useTranslations("shop.checkout.delivery");
  const refusal = useTranslations("refusals");
  const locale = useLocale();
  const { chargeMinor, isChosen, address } = delivery;
  if (chargeMinor === null) return null;
  const isMissing = isAddressMissing && address === "";
  const notes = {
    collect: t("free"),
    deliver: chargeMinor === 0 ? t("free") : formatMoney(chargeMinor, currency, locale),
  };
  return (
    <section id="delivery" className="grid scroll-mt-4 gap-3">
      <h2 className="text-lg font-semibold">{t("title")}</h2>
      {/* Made anew where another way was chosen: a browser keeps what it has. */}
      <fieldset key={String(isChosen)} className="group grid gap-2">
        <legend className="sr-only">{t("title")}</legend>
        {ways.map((way) => (
          <label key={way} className="p-card flex cursor-pointer items-center gap-3 has-checked:border-brand">
            <input
              type="radio"
              name="delivery"
              value={way}
              form={PLACE_FORM}
              defaultChecked={isChosen === (way === "deliver")}
              className="size-5 shrink-0 accent-brand"
            />
            <span className="min-w-0 flex-1 font-semibold">{t(way)}</span>
            <span className="shrink-0 text-sm tabular-nums text-ink-2">{notes[way]}</span>
          </label>
        ))}
        {/* And where an address was missing: a field that comes new takes the focus. */}
        <div
          key={`address ${isMissing}`}
          className={isChosen ? "p-field" : "p-field hidden group-has-[[value=deliver]:checked]:grid"}
        >
          <label htmlFor={ADDRESS_FIELD}>{t("address")}</label>
          <textarea
            id={ADDRESS_FIELD}
            name="address"
            form={PLACE_FORM}
            defaultValue={address}
            rows={3}
            maxLength={ADDRESS}
            autoComplete="street-address"
            aria-invalid={isMissing ? true : undefined}
            aria-describedby="delivery-address-note"
            // biome-ignore lint/a11y/noAutofocus: only where the page comes back for want of it
            autoFocus={isMissing}
            className="p-input scroll-mt-16 py-3"
          />
          {isMissing ? (
            <p id="delivery-address-note" className="p-error" role="alert">
              {refusal("address_missing")}
            </p>
          ) : (
            <p id="delivery-address-note" className="p-help">
              {t("addressHelp")}
            </p>
          )}
        </div>
        <p
          className={
            isChosen
              ? "p-help hidden group-has-[[value=collect]:checked]:block"
              : "p-help hidden group-has-[[value=deliver]:checked]:block"
          }
        >
          {t("toUpdate")}
        </p>
      </fieldset>
      <ChangeButton say="delivery" variant="secondary" block>
        {t("update")}
      </ChangeButton>
    </section>
  );
}
