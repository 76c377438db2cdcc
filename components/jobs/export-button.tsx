"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { ActionMenu } from "@/components/ui/action-menu";
import type { ActionPlace, StaffAction } from "@/components/ui/action-result";
import { useRunAction } from "@/components/ui/use-run-action";
import { tellJobsChanged } from "./jobs-changed";

type ExportButtonProps = {
  place: ActionPlace;
  /** The export of this list, a server action. */
  action: StaffAction<unknown>;
  /** What is in view: the filter as the action's schema takes it. */
  filter: Readonly<Record<string, unknown>>;
  /** The columns in view, where they are not the product's own. */
  columns?: readonly string[] | null;
  /** The thing whose list it is, where it is one thing's. */
  name?: string;
  size?: "sm" | "md";
};

/** Has the list in view made into a file, as a job. */
export function ExportButton({
  place,
  action,
  filter,
  columns = null,
  name,
  size = "md",
}: ExportButtonProps) {
  const t = useTranslations("jobs");
  const { run, pending } = useRunAction(action, place);
  const start = async (format: "csv" | "xlsx") => {
    const result = await run(
      { format, filter, columns, ...(name ? { name } : {}) },
      { success: t("started") },
    );
    if (result?.ok) tellJobsChanged();
  };
  const item = (format: "csv" | "xlsx") => ({
    key: format,
    label: t(`formats.${format}`),
    onAction: () => void start(format),
    ...(pending ? { disabledReason: t("starting") } : {}),
  });
  return (
    <ActionMenu
      label={t("export")}
      size={size}
      trigger={
        <>
          <Download aria-hidden="true" className="size-4" />
          {t("export")}
        </>
      }
      items={[item("csv"), item("xlsx")]}
    />
  );
}
