"use client";

import { ExportButton } from "@/components/jobs/export-button";
import type { ActionPlace, StaffAction } from "@/components/ui/action-result";
import { useSelection } from "@/components/ui/selection";

type ExportChosenProps = {
  place: ActionPlace;
  action: StaffAction<unknown>;
  /** What is in view; the chosen of it are named by their ids, unless all of it is chosen. */
  filter: Readonly<Record<string, unknown>>;
  /** As of `ExportButton`. */
  columns?: readonly string[] | null;
  /** As of `ExportButton`. */
  name?: string;
  /** What the filter calls the ids. */
  named?: "ids" | "memberIds";
};

/** The chosen rows as a file. */
export function ExportChosen({ place, action, filter, columns, name, named = "ids" }: ExportChosenProps) {
  const { ids, all } = useSelection();
  const chosen = all ? filter : { ...filter, [named]: ids };
  return (
    <ExportButton place={place} action={action} filter={chosen} columns={columns} name={name} size="sm" />
  );
}
