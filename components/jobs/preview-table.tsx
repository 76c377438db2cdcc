"use client";

import { useTranslations } from "next-intl";

type PreviewTableProps = { columns: readonly string[]; rows: readonly (readonly string[])[] };

/** The first rows of a file that is about to be imported. */
export function PreviewTable({ columns, rows }: PreviewTableProps) {
  const t = useTranslations("jobs.file");
  return (
    <section
      aria-label={t("preview")}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: keys must be able to scroll it
      tabIndex={0}
      className="overflow-x-auto rounded-lg border border-border"
    >
      <table className="w-full text-left text-xs">
        <caption className="sr-only">{t("preview")}</caption>
        <thead className="bg-sunken text-ink-2">
          <tr>
            {columns.map((label, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a column of a file is known by its place alone
              <th key={at} scope="col" className="px-2 py-1.5 font-medium whitespace-nowrap">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row of a file is known by its place alone
            <tr key={at} className="border-t border-border">
              {columns.map((_, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a cell of a file is known by its place alone
                <td key={place} className="max-w-60 truncate px-2 py-1.5">
                  {row[place] ?? ""}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
