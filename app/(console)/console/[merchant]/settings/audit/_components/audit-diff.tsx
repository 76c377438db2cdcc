import { useLocale, useTranslations } from "next-intl";
import { Time } from "@/components/ui/time";
import { formatMoney } from "@/lib/kernel/money";
import type { AuditRow } from "@/lib/merchants/queries/audit";
import { codeWords, fieldChanges } from "./audit-words";

type AuditDiffProps = {
  entry: AuditRow;
  /** Of the amounts, where the entry itself does not say it; null = not known. */
  currency: string | null;
  timeZone: string;
};

/** Every field an entry tells of: from what to what. */
export function AuditDiff({ entry, currency, timeZone }: AuditDiffProps) {
  const t = useTranslations("audit");
  const words = useTranslations("audit.fields");
  const changes = fieldChanges(entry);
  const own = changes.find(({ field }) => field === "currency");
  // Where the currency itself changed, each amount is of the one of its time.
  const was = { currency: textOf(own?.before) ?? currency, timeZone };
  const is = { currency: textOf(own?.after) ?? currency, timeZone };
  if (changes.length === 0) return <p className="text-ink-2">{t("noFields")}</p>;
  return (
    <table className="w-full table-fixed border-collapse text-left text-sm">
      <caption className="sr-only">{t("changed")}</caption>
      <thead className="text-xs text-ink-2">
        <tr>
          <th scope="col" className="w-1/4 py-1.5 pr-2 font-medium">
            {t("field")}
          </th>
          <th scope="col" className="py-1.5 pr-2 font-medium">
            {t("before")}
          </th>
          <th scope="col" className="py-1.5 font-medium">
            {t("after")}
          </th>
        </tr>
      </thead>
      <tbody className="align-top">
        {changes.map(({ field, before, after }) => (
          <tr key={field} className="border-t border-border">
            <th scope="row" className="py-2 pr-2 font-medium wrap-anywhere">
              {codeWords(words, field)}
            </th>
            <td className="py-2 pr-2 wrap-anywhere text-ink-2">
              <Value {...{ field, value: before, known: was }} />
            </td>
            <td className="py-2 wrap-anywhere">
              <Value {...{ field, value: after, known: is }} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;
const textOf = (value: unknown) => (typeof value === "string" ? value : null);

type ValueProps = {
  field: string;
  value: unknown;
  known: { currency: string | null; timeZone: string };
};

function Value({ field, value, known }: ValueProps) {
  const t = useTranslations("audit");
  const words = useValueWords();
  const locale = useLocale();
  if (value === undefined) return <span className="text-ink-3">–</span>;
  if (value === null || value === "") return <span className="text-ink-2">{t("empty")}</span>;
  if (typeof value === "boolean") return t(value ? "yes" : "no");
  if (typeof value === "number" && field.endsWith("Minor") && known.currency) {
    return formatMoney(value, known.currency, locale);
  }
  if (typeof value === "string" && INSTANT.test(value)) {
    return <Time at={new Date(value)} timeZone={known.timeZone} />;
  }
  if (Array.isArray(value) && value.every((one) => typeof one === "string")) {
    return value.map((one) => words(field, one)).join(" · ") || t("empty");
  }
  if (typeof value === "object") {
    return <pre className="font-mono text-xs whitespace-pre-wrap">{JSON.stringify(value, null, 1)}</pre>;
  }
  return words(field, String(value));
}

/** The codes of a field in words where there are some: roles, states, and the names of fields themselves. */
function useValueWords() {
  const fields = useTranslations("audit.fields");
  const roles = useTranslations("common.roles");
  const states = useTranslations("ui.status");
  const of: Record<string, Parameters<typeof codeWords>[0]> = {
    ...{ fields, role: roles, status: states, state: states },
  };
  return (field: string, value: string) => {
    const words = of[field];
    return words ? codeWords(words, value) : value;
  };
}
