"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { importFields } from "@/lib/members/schema/import";

const EXAMPLE = [
  "+852 6123 4567",
  "Chan Tai Man",
  "",
  "tai@example.com",
  "1990-05-31",
  "",
  "",
  "vip; coffee",
];

/** A file to fill in: the columns an import knows, with one row that shows how. */
export function ImportTemplate() {
  const t = useTranslations("members.import");
  const fields = useTranslations("members.columns");
  const save = () => {
    const lines = [importFields.map((field) => fields(field)), EXAMPLE];
    // A phone with its plus sign stays a text for spreadsheets, as in our exports.
    const cell = (text: string) => `"${text.startsWith("+") ? "'" : ""}${text.replaceAll('"', '""')}"`;
    const csv = `\uFEFF${lines.map((line) => line.map(cell).join(",")).join("\r\n")}\r\n`;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([csv], { type: "text/csv;charset=utf-8" }));
    link.download = `${t("templateFile")}.csv`;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <Button size="sm" onPress={save}>
      <Download aria-hidden="true" />
      {t("template")}
    </Button>
  );
}
