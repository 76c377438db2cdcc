import { Building2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { consolePath } from "@/components/merchants/console-path";
import type { ActionPlace } from "@/components/ui/action-result";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";

type GroupOnlyProps = {
  place: ActionPlace;
  /** The screen's name and its address in the group view. */
  title: string;
  path: string;
  /** Somebody who works in some stores only has no group view to go to. */
  hasGroupView: boolean;
};

/** Instead of a screen that has no place in a store view (O2). */
export function GroupOnly({ place, title, path, hasGroupView }: GroupOnlyProps) {
  const t = useTranslations("stores.groupOnly");
  return (
    <>
      <PageHeader title={title} />
      <Card>
        <EmptyState
          icon={<Building2 className="size-6" />}
          title={t("title")}
          text={t(hasGroupView ? "text" : "textBound")}
          action={
            hasGroupView ? (
              <ButtonLink href={consolePath({ merchant: place.merchant }, path)} variant="primary">
                {t("open")}
              </ButtonLink>
            ) : (
              <ButtonLink href={consolePath(place)}>{t("home")}</ButtonLink>
            )
          }
        />
      </Card>
    </>
  );
}
