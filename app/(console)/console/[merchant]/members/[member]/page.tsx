import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { consolePath } from "@/components/merchants/console-path";
import type { SearchParams } from "@/components/ui/list-state";
import { listGiftCoupons } from "@/lib/members/queries/gifts";
import { getMember } from "@/lib/members/queries/member";
import { staffGate } from "@/lib/platform/auth/gates";
import { GRANT_CAP } from "@/lib/platform/auth/permissions";
import { countMemberVouchers, getVoucher, listMemberVouchers, voucherTabs } from "@/lib/vouchers/queries";
import { MemberFrame } from "./_components/member-frame";
import { MemberVouchers, VoucherHistory } from "./_components/member-vouchers";

type Props = {
  params: Promise<{ merchant: string; store?: string; member: string }>;
  searchParams: Promise<SearchParams>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { member: memberId, ...place } = await params;
  const { scope } = await staffGate(place, "member.read");
  const { name, nickname, phone } = (await getMember(scope, memberId)) ?? {};
  return { title: name ?? nickname ?? phone };
}

const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value) ?? null;

export default async function MemberPage({ params, searchParams }: Props) {
  const { member: memberId, ...place } = await params;
  const { scope, merchant, staff, can } = await staffGate(place, "member.read");
  const member = await getMember(scope, memberId);
  if (!member) notFound();
  const asked = await searchParams;
  const tab = voucherTabs.find((view) => view === one(asked.tab)) ?? "available";
  const cursor = one(asked.cursor);
  const now = new Date();
  const [page, counts, gifts, chosen] = await Promise.all([
    listMemberVouchers(scope, { memberId, tab, cursor, now }),
    countMemberVouchers(scope, memberId, now),
    can("coupon.grant") ? listGiftCoupons(scope) : null,
    asked.voucher ? getVoucher(scope, one(asked.voucher) ?? "") : null,
  ]);
  const base = consolePath(place, "members", memberId);
  const { timeZone } = merchant;
  return (
    <MemberFrame
      place={place}
      timeZone={timeZone}
      member={member}
      tab="coupons"
      gifts={gifts && { coupons: gifts, most: GRANT_CAP[staff.role] ?? 1 }}
      aside={
        chosen?.memberId === memberId ? (
          <VoucherHistory voucher={chosen} timeZone={timeZone} now={now} closeHref={`${base}?tab=${tab}`} />
        ) : null
      }
    >
      <MemberVouchers {...{ base, tab, counts, page, cursor, timeZone, now }} />
    </MemberFrame>
  );
}
