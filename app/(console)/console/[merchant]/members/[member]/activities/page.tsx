import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { consolePath } from "@/components/merchants/console-path";
import type { SearchParams } from "@/components/ui/list-state";
import { listGiftCoupons } from "@/lib/members/queries/gifts";
import { getMember, listMemberParticipations } from "@/lib/members/queries/member";
import { staffGate } from "@/lib/platform/auth/gates";
import { GRANT_CAP } from "@/lib/platform/auth/permissions";
import { MemberFrame } from "../_components/member-frame";
import { MemberParticipations } from "../_components/member-participations";

type Props = {
  params: Promise<{ merchant: string; store?: string; member: string }>;
  searchParams: Promise<SearchParams>;
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("members.detail");
  return { title: t("activities") };
}

export default async function MemberActivitiesPage({ params, searchParams }: Props) {
  const { member: memberId, ...place } = await params;
  const { scope, merchant, staff, can } = await staffGate(place, "member.read");
  const member = await getMember(scope, memberId);
  if (!member) notFound();
  const { cursor } = await searchParams;
  const from = typeof cursor === "string" ? cursor : null;
  const [page, gifts] = await Promise.all([
    listMemberParticipations(scope, memberId, { cursor: from }),
    can("coupon.grant") ? listGiftCoupons(scope) : null,
  ]);
  return (
    <MemberFrame
      place={place}
      timeZone={merchant.timeZone}
      member={member}
      tab="activities"
      gifts={gifts && { coupons: gifts, most: GRANT_CAP[staff.role] ?? 1 }}
    >
      <MemberParticipations
        base={consolePath(place, "members", memberId, "activities")}
        place={place}
        page={page}
        cursor={from}
      />
    </MemberFrame>
  );
}
