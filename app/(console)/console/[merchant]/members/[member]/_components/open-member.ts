import { notFound } from "next/navigation";
import { audienceOptions } from "@/lib/members/queries/audience";
import { listGiftCoupons } from "@/lib/members/queries/gifts";
import { getMember } from "@/lib/members/queries/member";
import { staffGate } from "@/lib/platform/auth/gates";
import { GRANT_CAP } from "@/lib/platform/auth/permissions";

export type MemberParams = Promise<{ merchant: string; store?: string; member: string }>;

/** What every tab of a member's page shows around itself, for whoever may see this member; else the page is not there. */
export async function openMember(params: MemberParams) {
  const { member: memberId, ...place } = await params;
  const access = await staffGate(place, "member.read");
  const { scope, merchant, staff, can } = access;
  const member = await getMember(scope, memberId);
  if (!member) notFound();
  const [coupons, { plans, tags }] = await Promise.all([
    can("coupon.grant") ? listGiftCoupons(scope) : null,
    audienceOptions(scope),
  ]);
  const frame = {
    place,
    member,
    timeZone: merchant.timeZone,
    gifts: coupons && { coupons, most: GRANT_CAP[staff.role] ?? 1 },
    plans,
    tags,
    may: {
      edit: can("member.edit"),
      block: can("member.block"),
      reveal: can("member.reveal"),
      erase: can("member.erase"),
      adjust: can("account.adjust"),
    },
  };
  return { scope, merchant, memberId, place, frame };
}

export type OpenedMember = Awaited<ReturnType<typeof openMember>>["frame"];
