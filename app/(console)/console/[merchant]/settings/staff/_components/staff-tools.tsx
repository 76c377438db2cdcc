import { useTranslations } from "next-intl";
import { ExportButton } from "@/components/jobs/export-button";
import type { ActionPlace } from "@/components/ui/action-result";
import { ButtonLink } from "@/components/ui/button-link";
import { columnsOf, type OpenList } from "@/components/workspace/open-list";
import { exportStaff } from "@/lib/jobs/actions";
import { staffFilter } from "./staff-state";

/** What the list of people offers above it. */
export function StaffTools({ place, list }: { place: ActionPlace; list: OpenList }) {
  const t = useTranslations("staff");
  return (
    <>
      <ExportButton
        place={place}
        columns={columnsOf(list)}
        action={exportStaff}
        filter={staffFilter(list.state)}
      />
      <ButtonLink href={`${list.basePath}/invite`} variant="primary" data-key="c" aria-keyshortcuts="C">
        {t("invite")}
      </ButtonLink>
    </>
  );
}
