import { ExportButton } from "@/components/jobs/export-button";
import type { ActionPlace } from "@/components/ui/action-result";
import { columnsOf, type OpenList } from "@/components/workspace/open-list";
import { exportGroups } from "@/lib/members/actions/labels";
import { groupFilter } from "./group-list";
import { NewGroup } from "./new-group";

/** What the list of groups offers above it. */
export function GroupTools({ place, list }: { place: ActionPlace; list: OpenList }) {
  return (
    <>
      <ExportButton
        place={place}
        columns={columnsOf(list)}
        action={exportGroups}
        filter={groupFilter(list.state)}
      />
      <NewGroup place={place} />
    </>
  );
}
