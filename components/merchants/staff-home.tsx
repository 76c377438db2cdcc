import { useTranslations } from "next-intl";
import { type Attention, AttentionList } from "@/components/analytics/attention-list";
import { HomeFigures } from "@/components/analytics/home-figures";
import { SamplePart } from "@/components/analytics/sample-part";
import { TopCoupons } from "@/components/analytics/top-coupons";
import { consolePath } from "@/components/merchants/console-path";
import { CreateMenu } from "@/components/merchants/create-menu";
import { RunningActivities } from "@/components/merchants/running-activities";
import { SetupChecklist } from "@/components/merchants/setup-checklist";
import { TwoFactorReminder } from "@/components/merchants/two-factor-reminder";
import type { ActionPlace } from "@/components/ui/action-result";
import { PageHeader } from "@/components/ui/page-header";
import type { ActivityRow } from "@/lib/activities/queries/activities";
import type { HomeDays, TopCoupon } from "@/lib/analytics/queries";
import type { HomeSales } from "@/lib/analytics/queries/sales";
import type { DayRange } from "@/lib/coupons/rules/range";
import type { SetupProgress } from "@/lib/merchants/queries";
import type { SignedInStaff } from "@/lib/platform/auth/gates";
import { type Capability, twoFactorRoles } from "@/lib/platform/auth/permissions";

type StaffHomeProps = {
  place: ActionPlace;
  /** The store in view, or the organisation. */
  name: string;
  can: (capability: Capability) => boolean;
  /** Null in a store view, and for those who set nothing up. */
  progress: SetupProgress | null;
  range: DayRange & { wrong: boolean };
  /** By the clock of `timeZone`, which is the store's in its view. */
  today: string;
  figures: HomeDays;
  sales: HomeSales;
  /** Of the merchant, ISO 4217. */
  currency: string;
  top: readonly TopCoupon[];
  activities: readonly ActivityRow[];
  attention: Attention;
  timeZone: string;
  staff: SignedInStaff;
  /** For those who may load sample data and take it away; null for everybody else. */
  sample: { readonly hasSample: boolean; readonly isEmpty: boolean } | null;
};

/** C-01: the state of things today. */
export function StaffHome(props: StaffHomeProps) {
  const { place, name, can, progress, range, figures, top, activities, attention, timeZone } = props;
  const t = useTranslations("home");
  return (
    <>
      <PageHeader
        title={t("title")}
        meta={t("of", { name })}
        actions={<CreateMenu hrefs={hrefsOf(place, can)} />}
      />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
        {lacksTwoFactor(props.staff) ? <TwoFactorReminder next={consolePath(place)} /> : null}
        {props.sample ? <SamplePart place={place} sample={props.sample} /> : null}
        <AttentionList place={place} attention={attention} timeZone={timeZone} />
        {progress ? <SetupChecklist place={place} progress={progress} can={can} /> : null}
        <HomeFigures
          figures={figures}
          sales={props.sales}
          currency={props.currency}
          range={range}
          today={props.today}
          path={consolePath(place)}
          inStore={Boolean(place.store)}
          timeZone={timeZone}
        />
        <div className="grid items-start gap-6 lg:grid-cols-2">
          <RunningActivities place={place} activities={activities} />
          <TopCoupons place={place} rows={top} />
        </div>
      </div>
    </>
  );
}

/** Whoever can give money or access away should not be known by a password alone, also where nobody demands it. */
const lacksTwoFactor = ({ role, hasTwoFactor }: SignedInStaff) =>
  !hasTwoFactor && twoFactorRoles.includes(role);

function hrefsOf(place: ActionPlace, can: (capability: Capability) => boolean) {
  const inGroup = !place.store;
  return {
    ...(can("coupon.write") ? { coupon: consolePath(place, "coupons", "new") } : {}),
    ...(inGroup && can("pack.write") ? { pack: consolePath(place, "packs", "new") } : {}),
    ...(can("activity.write") ? { activity: consolePath(place, "activities", "new") } : {}),
    ...(can("coupon.grant") ? { distribution: consolePath(place, "coupons", "give") } : {}),
    ...(can("pack.gift") ? { gift: consolePath(place, "packs", "give") } : {}),
    ...(inGroup && can("product.write") ? { product: consolePath(place, "products", "new") } : {}),
    ...(inGroup && can("store.write") ? { store: consolePath(place, "stores", "new") } : {}),
  };
}
