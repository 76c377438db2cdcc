"use client";

import { useTranslations } from "next-intl";
import { Select } from "@/components/ui/select";
import { importFields, type MemberImportMapping } from "@/lib/members/schema";
import type { FilePreview } from "./preview-file";

type ImportColumnsProps = {
  preview: FilePreview;
  mapping: MemberImportMapping;
  onChange: (mapping: MemberImportMapping) => void;
};

/** Which column of the file is which field, with what stands in the first rows. */
export function ImportColumns({ preview, mapping, onChange }: ImportColumnsProps) {
  const t = useTranslations("members.import");
  const fields = useTranslations("members.columns");
  const { header, rows } = preview;
  const columns = header.map((cell, at) => ({
    value: String(at),
    label: cell || t("column", { number: at + 1 }),
  }));
  return (
    <div className="grid gap-4">
      <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
        {importFields.map((field) => (
          <Select
            key={field}
            label={fields(field)}
            isRequired={field === "phone"}
            value={mapping[field] === null ? "none" : String(mapping[field])}
            onChange={(value) => onChange({ ...mapping, [field]: value === "none" ? null : Number(value) })}
            options={[{ value: "none", label: t("noColumn") }, ...columns]}
          />
        ))}
      </div>
      <div className="overflow-x-auto rounded-lg border border-border">
        <table className="w-full text-left text-xs">
          <caption className="sr-only">{t("preview")}</caption>
          <thead className="bg-sunken text-ink-2">
            <tr>
              {columns.map((column) => (
                <th key={column.value} scope="col" className="px-2 py-1.5 font-medium whitespace-nowrap">
                  {column.label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a row of a file is known by its place alone
              <tr key={at} className="border-t border-border">
                {columns.map((column) => (
                  <td key={column.value} className="max-w-60 truncate px-2 py-1.5">
                    {row[Number(column.value)] ?? ""}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
