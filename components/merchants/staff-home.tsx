import { useTranslations } from "next-intl";
import { consolePath } from "@/components/merchants/console-path";
import { HomeFigures } from "@/components/merchants/home-figures";
import { RunningActivities } from "@/components/merchants/running-activities";
import { SetupChecklist } from "@/components/merchants/setup-checklist";
import { NeedsAttention } from "@/components/risk/needs-attention";
import type { ActionPlace } from "@/components/ui/action-result";
import { ButtonLink } from "@/components/ui/button-link";
import { PageHeader } from "@/components/ui/page-header";
import type { ActivityRow } from "@/lib/activities/queries/activities";
import type { homeFigures, SetupProgress } from "@/lib/merchants/queries";
import type { Capability } from "@/lib/platform/auth/permissions";
import type { OpenAlert } from "@/lib/risk/queries";

type StaffHomeProps = {
  place: ActionPlace;
  /** The store in view, or the organisation. */
  name: string;
  can: (capability: Capability) => boolean;
  /** Null in a store view, and for those who set nothing up. */
  progress: SetupProgress | null;
  figures: Awaited<ReturnType<typeof homeFigures>>;
  activities: readonly ActivityRow[];
  /** What needs attention, for those who may do something about it. */
  alerts: readonly OpenAlert[];
  timeZone: string;
};

/** C-01: the state of things today. */
export function StaffHome(props: StaffHomeProps) {
  const { place, name, can, progress, figures, activities, alerts, timeZone } = props;
  const t = useTranslations("home");
  return (
    <>
      <PageHeader
        title={t("title")}
        meta={t("of", { name })}
        actions={
          <>
            {can("activity.write") ? (
              <ButtonLink href={consolePath(place, "activities", "new")}>{t("createActivity")}</ButtonLink>
            ) : null}
            {can("coupon.write") ? (
              <ButtonLink href={consolePath(place, "coupons", "new")} variant="primary">
                {t("createCoupon")}
              </ButtonLink>
            ) : null}
          </>
        }
      />
      <div className="grid gap-6">
        <NeedsAttention place={place} alerts={alerts} timeZone={timeZone} />
        {progress ? <SetupChecklist place={place} progress={progress} can={can} /> : null}
        <HomeFigures figures={figures} inStore={Boolean(place.store)} />
        <RunningActivities place={place} activities={activities} />
      </div>
    </>
  );
}
