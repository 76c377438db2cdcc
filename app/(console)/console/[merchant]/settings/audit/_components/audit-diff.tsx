import { useTranslations } from "next-intl";
import type { AuditRow } from "@/lib/merchants/queries/audit";
import { codeWords, fieldChanges } from "./audit-words";

/** Every field an entry tells of: from what to what. */
export function AuditDiff({ entry }: { entry: AuditRow }) {
  const t = useTranslations("audit");
  const words = useTranslations("audit.fields");
  const changes = fieldChanges(entry);
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
              <Value value={before} />
            </td>
            <td className="py-2 wrap-anywhere">
              <Value value={after} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Value({ value }: { value: unknown }) {
  const t = useTranslations("audit");
  if (value === undefined) return <span className="text-ink-3">–</span>;
  if (value === null || value === "") return <span className="text-ink-2">{t("empty")}</span>;
  if (typeof value === "boolean") return t(value ? "yes" : "no");
  if (typeof value === "object") {
    return <pre className="font-mono text-xs whitespace-pre-wrap">{JSON.stringify(value, null, 1)}</pre>;
  }
  return String(value);
}
