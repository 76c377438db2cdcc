import { useLocale, useTranslations } from "next-intl";
import { ChangeButton } from "@/app/(member)/m/[merchant]/checkout/_components/change-button";
import { PackPrice } from "@/components/packs/pack-price";
import { scheduleWords } from "@/components/packs/pack-words";
import { PlainLink } from "@/components/ui/plain";
import { textIn } from "@/lib/kernel/language";
import { formatMoney } from "@/lib/kernel/money";
import { CART_PACKS } from "@/lib/orders/rules/member-cart";
import type { CheckoutPack } from "@/lib/packs/queries/mall";

type CheckoutPacksProps = {
  slug: string;
  offered: readonly CheckoutPack[];
  chosen: readonly CheckoutPack[];
};

/** The packs that are sold beside an order here: each is put on it, or taken off, by a button of its own (K4). */
export function CheckoutPacks({ slug, offered, chosen }: CheckoutPacksProps) {
  const t = useTranslations("pack-shop.checkout");
  const words = useTranslations("packs.words");
  const locale = useLocale();
  if (offered.length === 0) return null;
  const isFull = chosen.length === CART_PACKS;
  return (
    <section id="packs" className="grid scroll-mt-4 gap-3">
      <h2 className="text-lg font-semibold">{t("title")}</h2>
      <ul className="grid gap-2">
        {offered.map((pack) => {
          const isOn = chosen.includes(pack);
          const price = formatMoney(pack.priceMinor ?? 0, pack.currency, locale, { trim: true });
          const { contents } = pack;
          const name = textIn(pack.name, pack.translations, "name", locale);
          return (
            <li key={pack.id} className="p-card grid gap-2">
              <div className="grid gap-0.5">
                <PlainLink href={`/m/${slug}/packs/${pack.id}`} className="w-fit font-semibold">
                  {name}
                </PlainLink>
                <p className="text-sm text-ink-2">
                  {words("coupons", { count: contents.allCoupons })} ·{" "}
                  {scheduleWords(contents.schedule, locale, words)}
                </p>
                <PackPrice
                  priceMinor={pack.priceMinor ?? 0}
                  worth={contents.worth}
                  currency={pack.currency}
                />
              </div>
              {isOn ? <p className="text-sm font-semibold text-success">{t("added")}</p> : null}
              {isFull && !isOn ? (
                <p className="text-sm text-ink-2">{t("full", { count: CART_PACKS })}</p>
              ) : (
                <ChangeButton
                  say={`pack ${pack.id} ${isOn ? "0" : "1"}`}
                  variant={isOn ? "ghost" : "secondary"}
                  block
                >
                  {isOn ? t("remove", { pack: name }) : t("add", { pack: name, price })}
                </ChangeButton>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
