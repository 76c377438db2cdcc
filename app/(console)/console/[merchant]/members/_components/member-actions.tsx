import { useTranslations } from "next-intl";
import { ExportButton } from "@/components/jobs/export-button";
import { consolePath } from "@/components/merchants/console-path";
import type { ActionPlace } from "@/components/ui/action-result";
import { ButtonLink } from "@/components/ui/button-link";
import { columnsOf, type OpenList } from "@/components/workspace/open-list";
import { exportMembers } from "@/lib/members/actions/directory";
import type { MemberFilter } from "@/lib/members/schema/filter";
import type { Capability } from "@/lib/platform/auth/permissions";
import { memberExport } from "./member-list-spec";

type MemberActionsProps = {
  place: ActionPlace;
  /** What is in view. */
  list: OpenList;
  filter: MemberFilter;
  can: (capability: Capability) => boolean;
};

/** What the member list offers above it. */
export function MemberActions({ place, list, filter, can }: MemberActionsProps) {
  const t = useTranslations("members.list");
  return (
    <>
      {can("member.export") ? (
        <ExportButton
          {...{ place, columns: columnsOf(list) }}
          action={exportMembers}
          filter={memberExport(filter, list.state)}
        />
      ) : null}
      {can("member.import") && !place.store ? (
        <ButtonLink href={consolePath(place, "members", "import")}>{t("import")}</ButtonLink>
      ) : null}
      {can("member.edit") ? (
        <ButtonLink
          href={consolePath(place, "members", "new")}
          variant="primary"
          data-key="c"
          aria-keyshortcuts="C"
        >
          {t("add")}
        </ButtonLink>
      ) : null}
    </>
  );
}
