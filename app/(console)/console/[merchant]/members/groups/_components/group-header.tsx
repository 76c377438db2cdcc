import { useTranslations } from "next-intl";
import { consolePath } from "@/components/merchants/console-path";
import type { ActionPlace } from "@/components/ui/action-result";
import { ButtonLink } from "@/components/ui/button-link";
import { PageHeader } from "@/components/ui/page-header";
import { DeleteGroup } from "./delete-group";

type GroupHeaderProps = { place: ActionPlace; group: { id: string; name: string } };

export function GroupHeader({ place, group }: GroupHeaderProps) {
  const t = useTranslations("organise");
  return (
    <PageHeader
      title={group.name}
      back={{ href: consolePath(place, "members", "groups"), label: t("groups.title") }}
      actions={
        <>
          <ButtonLink href={`${consolePath(place, "members")}?group=${group.id}`}>
            {t("group.members")}
          </ButtonLink>
          <DeleteGroup place={place} group={group} />
        </>
      }
    />
  );
}
