import { useLocale, useTranslations } from "next-intl";
import { textIn } from "@/lib/kernel/language";
import type { GivenAway } from "@/lib/vouchers/queries/gifts";

/** What a member gave to friends: which coupon, to whom and when. Nothing where they gave none. */
export function GivenList({ given, timeZone }: { given: readonly GivenAway[]; timeZone: string }) {
  const [t, locale] = [useTranslations("member.gift"), useLocale()];
  if (given.length === 0) return null;
  const day = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone });
  return (
    <ul className="grid gap-3 text-sm">
      {given.map(({ id, name, translations, receiverName, endedAt }) => {
        const date = endedAt ? day.format(endedAt) : "";
        return (
          <li key={id} className="p-card grid gap-1">
            <span className="font-semibold">{textIn(name, translations, "name", locale)}</span>
            <span className="text-ink-2">
              {receiverName ? t("givenTo", { name: receiverName, date }) : t("givenToSomebody", { date })}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
