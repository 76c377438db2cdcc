import { useLocale, useTranslations } from "next-intl";
import { PlainButton, PlainLink } from "@/components/ui/plain";
import { formatMoney } from "@/lib/kernel/money";
import { buyPack } from "@/lib/packs/actions/mall";
import type { MallPack } from "@/lib/packs/queries/mall";
import { whenWords } from "@/lib/platform/when-words";

type BuyBarProps = {
  pack: MallPack;
  hidden: Readonly<Record<string, string>>;
  now: Date;
  timeZone: string;
  /** The mall. */
  base: string;
  isSignedIn: boolean;
  /** Whether money can be taken here at all. */
  canPay: boolean;
};

/** The one thing to do: buy it; or why it cannot be bought now, and what to do instead. */
export function BuyBar(props: BuyBarProps) {
  const { pack, hidden, isSignedIn, canPay } = props;
  const t = useTranslations("pack-shop.buy");
  const locale = useLocale();
  const why = useWhyNot(props);
  if (why) {
    return (
      <div className="grid gap-1.5">
        <p role="status" className="text-center text-sm font-semibold">
          {why.words}
        </p>
        <PlainLink href={why.href} variant="secondary" block>
          {why.label}
        </PlainLink>
      </div>
    );
  }
  const price = formatMoney(pack.priceMinor ?? 0, pack.currency, locale, { trim: true });
  return (
    <form action={buyPack} className="grid gap-1">
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <PlainButton block disabled={!canPay}>
        {t(isSignedIn ? "buy" : "signIn", { price })}
      </PlainButton>
      <p className="text-center text-xs text-ink-2">
        {t(!canPay ? "noProvider" : isSignedIn ? "hold" : "thenGoesOn")}
      </p>
    </form>
  );
}

/** Why it cannot be bought now, with the next step; null = it can. */
function useWhyNot({ pack, now, timeZone, base }: BuyBarProps) {
  const t = useTranslations("pack-shop.buy");
  const locale = useLocale();
  const others = { href: base, label: t("others") };
  const mine = { href: `${base}/mine`, label: t("mine") };
  const { status, salesFrom, salesUntil, limitReached, channels } = pack;
  if (status === "scheduled" && salesFrom) {
    return { words: t("opens", { when: whenWords(salesFrom, now, timeZone, locale) }), ...others };
  }
  if (status === "ended" && salesUntil) {
    return { words: t("ended", { when: whenWords(salesUntil, now, timeZone, locale) }), ...others };
  }
  if (status === "paused") return { words: t("paused"), ...others };
  if (status === "sold_out") return { words: t("soldOut"), ...others };
  if (status !== "active") return { words: t("gone"), ...others };
  if (!channels.includes("mall")) {
    return { words: t("orderOnly"), href: base.replace(/packs$/, "menu"), label: t("menu") };
  }
  if (!limitReached) return null;
  const limit = Number(limitReached.params?.limit ?? 0);
  const isToday = limitReached.code === "purchase_limit_today";
  return { words: t(isToday ? "limitToday" : "limitReached", { count: limit }), ...mine };
}
