import { useTranslations } from "next-intl";
import { PlainButton, PlainCard } from "@/components/ui/plain";
import { payOwnWithoutPacks } from "@/lib/orders/actions/own-orders";

/** A pack of the order cannot be had any more: offers to pay the rest without it. */
export function PayWithout({ hidden }: { hidden: Readonly<Record<string, string>> }) {
  const t = useTranslations("pack-shop.checkout");
  return (
    <PlainCard className="grid gap-2">
      <p className="text-sm">{t("withoutText")}</p>
      <form action={payOwnWithoutPacks}>
        {Object.entries(hidden).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <PlainButton block>{t("without")}</PlainButton>
      </form>
    </PlainCard>
  );
}
