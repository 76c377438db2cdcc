"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";

/** A file to fill in: the columns an import knows, with one row that shows how. */
export function ImportTemplate({ currencies }: { currencies: readonly string[] }) {
  const t = useTranslations("catalogue.import");
  const save = () => {
    const header = [t("fields.sku"), t("fields.name"), t("fields.categories"), t("fields.stores")];
    const lines = [
      [...header, ...currencies.map((currency) => t("fields.priceIn", { currency })), t("fields.offers")],
      ["TEA-001", t("templateName"), t("templateCategories"), "all", ...currencies.map(() => "32"), "no"],
    ];
    const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
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
