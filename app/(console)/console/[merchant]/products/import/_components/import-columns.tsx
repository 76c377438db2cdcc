"use client";

import { useTranslations } from "next-intl";
import type { FilePreview } from "@/components/jobs/preview-file";
import { PreviewTable } from "@/components/jobs/preview-table";
import { useFaults } from "@/components/jobs/use-faults";
import { Select } from "@/components/ui/select";
import { importFields, type ProductMapping } from "@/lib/catalogue/schema";
import { findFaults } from "./find-faults";

type ImportColumnsProps = {
  preview: FilePreview;
  mapping: ProductMapping;
  /** The merchant's own. */
  currency: string;
  currencies: readonly string[];
  onChange: (mapping: ProductMapping) => void;
};

const numberOf = (value: string) => (value === "none" ? null : Number(value));
const textOf = (column: number | null | undefined) =>
  column === null || column === undefined ? "none" : String(column);

/** Which column of the file is which field, with what stands in the first rows. */
export function ImportColumns({ preview, mapping, currency, currencies, onChange }: ImportColumnsProps) {
  const t = useTranslations("catalogue.import");
  const faults = useFaults(preview, mapping, currency, findFaults);
  const columns = preview.header.map((cell, at) => ({
    value: String(at),
    label: cell || t("column", { number: at + 1 }),
  }));
  const options = [{ value: "none", label: t("noColumn") }, ...columns];
  const priced = (code: string, value: string) => {
    const column = numberOf(value);
    const others = mapping.prices.filter((price) => price.currency !== code);
    return { ...mapping, prices: column === null ? others : [...others, { currency: code, column }] };
  };
  return (
    <div className="grid gap-4">
      <p className="text-sm text-ink-2">{t("columnsHelp")}</p>
      <div className="grid items-end gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {importFields.map((field) => (
          <Select
            key={field}
            label={t(`fields.${field}`, { currency })}
            isRequired={field === "sku"}
            value={textOf(mapping[field])}
            onChange={(value) => onChange({ ...mapping, [field]: numberOf(value) })}
            options={options}
          />
        ))}
        {currencies.map((code) => (
          <Select
            key={code}
            label={t("fields.priceIn", { currency: code })}
            value={textOf(mapping.prices.find((price) => price.currency === code)?.column)}
            onChange={(value) => onChange(priced(code, value))}
            options={options}
          />
        ))}
      </div>
      <PreviewTable columns={columns.map((column) => column.label)} rows={preview.rows} faults={faults} />
    </div>
  );
}
