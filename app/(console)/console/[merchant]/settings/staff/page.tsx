import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AccessRequests } from "@/components/merchants/access-requests";
import { consolePath } from "@/components/merchants/console-path";
import type { SearchParams } from "@/components/ui/list-state";
import { PageHeader } from "@/components/ui/page-header";
import { openList } from "@/components/workspace/open-list";
import { listFrameStores } from "@/lib/merchants/queries";
import { countAccessRequests, listAccessRequests, listInvites } from "@/lib/merchants/queries/staff";
import { staffGate } from "@/lib/platform/auth/gates";
import { env } from "@/lib/platform/env";
import { InviteList } from "./_components/invite-list";
import { StaffIndex } from "./_components/staff-index";
import { staffListSpec } from "./_components/staff-state";
import { StaffTabs } from "./_components/staff-tabs";
import { StaffTools } from "./_components/staff-tools";

type Props = { params: Promise<{ merchant: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("staff");
  return { title: t("title") };
}

export default async function StaffPage({ params, searchParams }: Props) {
  const place = await params;
  const { scope, merchant, staff } = await staffGate(place, "staff.manage");
  const shape = { spec: staffListSpec, basePath: consolePath(place, "settings", "staff") };
  const list = await openList(scope, "staff", shape, searchParams);
  const [t, invites, requests, total, stores] = await Promise.all([
    getTranslations("staff"),
    listInvites(scope),
    listAccessRequests(scope),
    countAccessRequests(scope),
    listFrameStores(scope),
  ]);
  return (
    <>
      <PageHeader title={t("title")} actions={<StaffTools place={place} list={list} />} />
      <StaffTabs place={place} current="people" />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
        <AccessRequests {...{ place, requests, total }} timeZone={merchant.timeZone} />
        <StaffIndex {...{ scope, place, list, stores }} timeZone={merchant.timeZone} selfId={staff.id} />
        <InviteList place={place} invites={invites} timeZone={merchant.timeZone} baseUrl={env().BASE_URL} />
      </div>
    </>
  );
}
