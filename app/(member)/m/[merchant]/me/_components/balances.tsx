import { getFormatter, getLocale, getTranslations } from "next-intl/server";
import { PlainCard } from "@/components/ui/plain";
import { formatMoney } from "@/lib/kernel/money";
import { listAccountEntries, memberAccountsOf } from "@/lib/members/queries/accounts";
import type { Merchant } from "@/lib/platform/auth/gates";
import type { Scope } from "@/lib/platform/auth/scope";
import { whenWords } from "@/lib/platform/when-words";

type BalancesProps = { scope: Scope; merchant: Merchant; memberId: string };

const LATEST = 5;

/** A member's own points and stored money, and what changed them last; nothing where they never had any. */
export async function Balances({ scope, merchant, memberId }: BalancesProps) {
  const [accounts, { rows }] = await Promise.all([
    memberAccountsOf(scope, memberId),
    listAccountEntries(scope, memberId, { size: LATEST }),
  ]);
  if (accounts.length === 0) return null;
  const [t, format, locale] = [
    await getTranslations("member.me.balances"),
    await getFormatter(),
    await getLocale(),
  ];
  const now = new Date();
  const amount = (unit: string, value: number) =>
    unit === "points" ? format.number(value) : formatMoney(value, unit, locale);
  return (
    <PlainCard className="grid gap-3">
      <h2 className="font-semibold">{t("title")}</h2>
      <dl className="divide-y divide-border">
        {accounts.map(({ unit, balance }) => (
          <div key={unit} className="flex min-h-12 items-center justify-between gap-4">
            <dt className="text-ink-2">{t(unit === "points" ? "points" : "money")}</dt>
            <dd className="text-lg font-semibold">{amount(unit, balance)}</dd>
          </div>
        ))}
      </dl>
      <ul aria-label={t("latest")} className="grid gap-2 text-sm text-ink-2">
        {rows.map((entry) => (
          <li key={entry.id} className="flex justify-between gap-4">
            <span>
              {t(`causes.${entry.cause}`)} · {whenWords(entry.at, now, merchant.timeZone, locale)}
            </span>
            <span className="whitespace-nowrap text-ink">
              {entry.change > 0 ? "+" : null}
              {amount(entry.unit, entry.change)}
            </span>
          </li>
        ))}
      </ul>
    </PlainCard>
  );
}
