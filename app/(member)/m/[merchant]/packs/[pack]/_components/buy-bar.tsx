import { useLocale, useTranslations } from "next-intl";
import { usePackState } from "@/components/packs/page-state";
import { PlainButton, PlainLink } from "@/components/ui/plain";
import { formatMoney } from "@/lib/kernel/money";
import { buyPack } from "@/lib/packs/actions/mall";
import type { MallPack } from "@/lib/packs/queries/mall";

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
  const { pack, hidden, base, isSignedIn, canPay } = props;
  const t = useTranslations("pack-page.buy");
  const locale = useLocale();
  const why = usePackState(props);
  const ways = { others: base, mine: `${base}/mine`, menu: base.replace(/packs$/, "menu") };
  if (why) {
    return (
      <div className="grid gap-1.5">
        <p role="status" className="text-center text-sm font-semibold">
          {why.words}
        </p>
        <PlainLink href={ways[why.next]} variant="secondary" block>
          {t(why.next)}
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
