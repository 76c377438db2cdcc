"use client";

import { TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Fault } from "@/components/jobs/use-faults";
import { cx } from "@/components/ui/class-names";

type PreviewTableProps = {
  columns: readonly string[];
  rows: readonly (readonly string[])[];
  /** What is wrong in a row, by its place here; null = not known yet. */
  faults: ReadonlyMap<number, Fault> | null;
};

/** The first rows of a file that is about to be imported, with what is wrong in them where it stands. */
export function PreviewTable({ columns, rows, faults }: PreviewTableProps) {
  const t = useTranslations("jobs.file");
  const bad = faults?.size ?? 0;
  return (
    <div className="grid gap-2">
      <p role="status" className={cx("text-sm", bad > 0 ? "text-danger" : "text-ink-2")}>
        {faults ? t(bad > 0 ? "faults" : "noFaults", { bad, shown: rows.length }) : ""}
      </p>
      <section
        aria-label={t("preview")}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: keys must be able to scroll it
        tabIndex={0}
        className="max-h-96 overflow-auto rounded-lg border border-border"
      >
        <table className="w-full text-left text-xs">
          <caption className="sr-only">{t("preview")}</caption>
          <thead className="bg-sunken text-ink-2">
            <tr>
              {bad > 0 ? <Head label={t("fault")} /> : null}
              {columns.map((label, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a column of a file is known by its place alone
                <Head key={at} label={label} />
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a row of a file is known by its place alone
              <tr key={at} className={cx("border-t border-border", faults?.has(at) && "bg-danger-soft")}>
                {bad > 0 ? <FaultCell fault={faults?.get(at)} /> : null}
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
    </div>
  );
}

function Head({ label }: { label: string }) {
  return (
    <th scope="col" className="px-2 py-1.5 font-medium whitespace-nowrap">
      {label}
    </th>
  );
}

function FaultCell({ fault }: { fault: Fault | undefined }) {
  const t = useTranslations("jobs.reasons");
  return (
    <td className="min-w-40 px-2 py-1.5 text-danger">
      {fault ? (
        <span className="flex items-start gap-1.5">
          <TriangleAlert aria-hidden="true" className="mt-0.5 size-3.5 shrink-0" />
          {t(fault)}
        </span>
      ) : null}
    </td>
  );
}
