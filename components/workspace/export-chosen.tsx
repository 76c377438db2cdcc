"use client";

import { ExportButton } from "@/components/jobs/export-button";
import type { ActionPlace, StaffAction } from "@/components/ui/action-result";
import { useSelection } from "@/components/ui/selection";

type ExportChosenProps = {
  place: ActionPlace;
  action: StaffAction<unknown>;
  /** What is in view; the chosen of it are named by `ids`, unless all of it is chosen. */
  filter: Readonly<Record<string, unknown>>;
};

/** The chosen rows as a file. */
export function ExportChosen({ place, action, filter }: ExportChosenProps) {
  const { ids, all } = useSelection();
  return <ExportButton place={place} action={action} filter={all ? filter : { ...filter, ids }} size="sm" />;
}
