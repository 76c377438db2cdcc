import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FindMember } from "@/components/members/find-member";
import { StaffHome } from "@/components/merchants/staff-home";
import { PageHeader } from "@/components/ui/page-header";
import { listActivities } from "@/lib/activities/queries/activities";
import { addDays, localDate, startOfDay } from "@/lib/kernel/time";
import { homeFigures, listFrameStores, setupProgress } from "@/lib/merchants/queries";
import { staffGate } from "@/lib/platform/auth/gates";
import { listOpenAlerts } from "@/lib/risk/queries";

type Props = { params: Promise<{ merchant: string; store?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("home");
  return { title: t("title") };
}

export default async function HomePage({ params }: Props) {
  const place = await params;
  const { scope, merchant, can } = await staffGate(place, "home.read");
  const stores = await listFrameStores(scope);
  const store = stores.find(({ id }) => id === place.store);
  if (!can("coupon.read")) {
    const t = await getTranslations("home");
    return (
      <>
        <PageHeader title={t("title")} meta={t("of", { name: store?.name ?? merchant.name })} />
        <div className="max-w-[560px]">
          <FindMember place={place} />
        </div>
      </>
    );
  }
  const zone = store?.timeZone ?? merchant.timeZone;
  const since = startOfDay(addDays(localDate(new Date(), zone), -6), zone);
  const [progress, figures, running, alerts] = await Promise.all([
    place.store || !can("coupon.write") ? null : setupProgress(scope),
    homeFigures(scope, since),
    listActivities(scope, { statuses: ["running"], sort: "start", size: 5 }),
    place.store || !can("alert.manage") ? [] : listOpenAlerts(scope),
  ]);
  return (
    <StaffHome
      place={place}
      name={store?.name ?? merchant.name}
      can={can}
      progress={progress}
      figures={figures}
      activities={running.rows}
      alerts={alerts}
      timeZone={zone}
    />
  );
}
