import { getLocale, getTranslations } from "next-intl/server";
import { textIn } from "@/lib/kernel/language";
import type { Merchant } from "@/lib/platform/auth/gates";
import type { Scope } from "@/lib/platform/auth/scope";
import { listGivenAway } from "@/lib/vouchers/queries/gifts";

type GivenAwayProps = { scope: Scope; merchant: Merchant; memberId: string };

/** What a member gave to friends: which coupon, to whom and when. Nothing where they gave none. */
export async function GivenAway({ scope, merchant, memberId }: GivenAwayProps) {
  const given = await listGivenAway(scope, memberId);
  if (given.length === 0) return null;
  const [t, locale] = [await getTranslations("member.gift"), await getLocale()];
  const { timeZone } = merchant;
  const day = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone });
  return (
    <section className="grid gap-2">
      <h2 className="text-sm font-semibold text-ink-2">{t("given")}</h2>
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
    </section>
  );
}
