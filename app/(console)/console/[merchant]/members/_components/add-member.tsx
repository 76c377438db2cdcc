import { useTranslations } from "next-intl";
import { consolePath } from "@/components/merchants/console-path";
import type { ActionPlace } from "@/components/ui/action-result";
import { ButtonLink } from "@/components/ui/button-link";

export function AddMember({ place }: { place: ActionPlace }) {
  const t = useTranslations("members.list");
  return (
    <ButtonLink href={consolePath(place, "members", "new")} variant="primary">
      {t("add")}
    </ButtonLink>
  );
}
