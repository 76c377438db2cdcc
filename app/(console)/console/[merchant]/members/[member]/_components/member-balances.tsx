import { Coins } from "lucide-react";
import { useFormatter, useLocale, useTranslations } from "next-intl";
import type { ActionPlace } from "@/components/ui/action-result";
import { Card } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Time } from "@/components/ui/time";
import { formatMoney } from "@/lib/kernel/money";
import type { listAccountEntries, memberAccountsOf } from "@/lib/members/queries/accounts";
import { AdjustBalance } from "./adjust-balance";
import { MemberPages } from "./member-pages";

type MemberBalancesProps = {
  place: ActionPlace;
  memberId: string;
  accounts: Awaited<ReturnType<typeof memberAccountsOf>>;
  page: Awaited<ReturnType<typeof listAccountEntries>>;
  /** What may be set right: points, and each currency. */
  units: readonly string[];
  mayAdjust: boolean;
  base: string;
  cursor: string | null;
  timeZone: string;
};

/** A member's points and stored money, and every change of them with its cause (M6). */
export function MemberBalances(props: MemberBalancesProps) {
  const { place, memberId, accounts, page, units, mayAdjust, base, cursor, timeZone } = props;
  const t = useTranslations("members.balances");
  return (
    <div className="grid gap-4">
      <Card
        title={t("title")}
        actions={mayAdjust ? <AdjustBalance {...{ place, memberId, units }} /> : undefined}
      >
        {accounts.length === 0 ? <p className="text-sm text-ink-2">{t("none")}</p> : null}
        <dl className="flex flex-wrap gap-x-8 gap-y-3">
          {accounts.map(({ unit, balance }) => (
            <div key={unit} className="grid">
              <dt className="text-xs text-ink-2">{unit === "points" ? t("points") : t("money", { unit })}</dt>
              <dd className="text-lg font-semibold">
                <Amount unit={unit} value={balance} />
              </dd>
            </div>
          ))}
        </dl>
      </Card>
      {page.rows.length === 0 ? (
        <Card>
          <EmptyState icon={<Coins className="size-6" />} title={t("empty")} />
        </Card>
      ) : (
        <DataTable
          label={t("entries")}
          columns={[
            { key: "cause", label: t("cause"), card: "title" },
            { key: "at", label: t("at"), card: "metric" },
            { key: "change", label: t("change"), align: "end", card: "metric" },
            { key: "after", label: t("after"), align: "end", card: "metric" },
          ]}
          rows={page.rows.map((entry) => ({
            id: entry.id,
            cells: {
              cause: <Cause cause={entry.cause} note={entry.note} />,
              at: <Time at={entry.at} timeZone={timeZone} />,
              change: <Amount unit={entry.unit} value={entry.change} isChange />,
              after: <Amount unit={entry.unit} value={entry.balanceAfter} />,
            },
          }))}
          footer={
            page.nextCursor || cursor ? (
              <MemberPages base={base} cursor={cursor} nextCursor={page.nextCursor} />
            ) : undefined
          }
        />
      )}
    </div>
  );
}

function Cause({ cause, note }: { cause: string; note: string }) {
  const t = useTranslations("members.balances.causes");
  return (
    <span className="grid min-w-0">
      <span>{t.has(cause as never) ? t(cause as never) : cause}</span>
      {note ? <span className="text-xs font-normal wrap-anywhere text-ink-2">{note}</span> : null}
    </span>
  );
}

function Amount({ unit, value, isChange }: { unit: string; value: number; isChange?: boolean }) {
  const locale = useLocale();
  const format = useFormatter();
  const plus = isChange && value > 0 ? "+" : "";
  const text = unit === "points" ? format.number(value) : formatMoney(value, unit, locale);
  return (
    <span className="tabular whitespace-nowrap">
      {plus}
      {text}
    </span>
  );
}
