import { useTranslations } from "next-intl";
import { ExportButton } from "@/components/jobs/export-button";
import { consolePath } from "@/components/merchants/console-path";
import type { ActionPlace } from "@/components/ui/action-result";
import { ButtonLink } from "@/components/ui/button-link";
import { exportMembers } from "@/lib/members/actions/directory";
import type { MemberExport } from "@/lib/members/schema/each";
import type { Capability } from "@/lib/platform/auth/permissions";

type MemberActionsProps = {
  place: ActionPlace;
  /** What is in view. */
  filter: MemberExport;
  /** The columns in view; null = as the product has them. */
  columns: readonly string[] | null;
  can: (capability: Capability) => boolean;
};

/** What the member list offers above it. */
export function MemberActions({ place, filter, columns, can }: MemberActionsProps) {
  const t = useTranslations("members.list");
  return (
    <>
      {can("member.export") ? <ExportButton {...{ place, filter, columns }} action={exportMembers} /> : null}
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
