import { ExportButton } from "@/components/jobs/export-button";
import type { ActionPlace } from "@/components/ui/action-result";
import { columnsOf, type OpenList } from "@/components/workspace/open-list";
import { exportTemplates } from "@/lib/coupons/actions/templates";
import { NewTemplate } from "./new-template";

/** What the list of templates offers above it. */
export function TemplateTools({ where, list }: { where: ActionPlace; list: OpenList }) {
  return (
    <>
      <ExportButton
        place={where}
        columns={columnsOf(list)}
        action={exportTemplates}
        filter={{ q: list.state.q }}
      />
      <NewTemplate listPath={list.basePath} />
    </>
  );
}
