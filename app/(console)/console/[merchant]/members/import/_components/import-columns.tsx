"use client";

import { useTranslations } from "next-intl";
import type { FilePreview } from "@/components/jobs/preview-file";
import { PreviewTable } from "@/components/jobs/preview-table";
import { useFaults } from "@/components/jobs/use-faults";
import { Select } from "@/components/ui/select";
import { importFields, type MemberImportMapping } from "@/lib/members/schema/import";
import { findFaults } from "./find-faults";

type ImportColumnsProps = {
  preview: FilePreview;
  mapping: MemberImportMapping;
  /** Of phones without a country code. */
  country: string;
  onChange: (mapping: MemberImportMapping) => void;
};

/** Which column of the file is which field, with what stands in the first rows. */
export function ImportColumns({ preview, mapping, country, onChange }: ImportColumnsProps) {
  const t = useTranslations("members.import");
  const fields = useTranslations("members.columns");
  const faults = useFaults(preview, mapping, country, findFaults);
  const columns = preview.header.map((cell, at) => ({
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
      <PreviewTable columns={columns.map((column) => column.label)} rows={preview.rows} faults={faults} />
    </div>
  );
}
