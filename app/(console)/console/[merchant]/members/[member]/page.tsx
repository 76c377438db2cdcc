import type { Metadata } from "next";
import { consolePath } from "@/components/merchants/console-path";
import type { SearchParams } from "@/components/ui/list-state";
import { getMember } from "@/lib/members/queries/member";
import { staffGate } from "@/lib/platform/auth/gates";
import { countMemberVouchers, getVoucher, listMemberVouchers, voucherTabs } from "@/lib/vouchers/queries";
import { MemberFrame } from "./_components/member-frame";
import { MemberVouchers, VoucherHistory } from "./_components/member-vouchers";
import { type MemberParams, openMember } from "./_components/open-member";

type Props = {
  params: MemberParams;
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
  const { scope, merchant, memberId, place, frame } = await openMember(params);
  const asked = await searchParams;
  const tab = voucherTabs.find((view) => view === one(asked.tab)) ?? "available";
  const cursor = one(asked.cursor);
  const [page, counts, chosen] = await Promise.all([
    listMemberVouchers(scope, { memberId, tab, cursor }),
    countMemberVouchers(scope, memberId),
    asked.voucher ? getVoucher(scope, one(asked.voucher) ?? "") : null,
  ]);
  const base = consolePath(place, "members", memberId);
  const { timeZone } = merchant;
  return (
    <MemberFrame
      {...frame}
      tab="coupons"
      aside={
        chosen?.memberId === memberId ? (
          <VoucherHistory
            voucher={chosen}
            timeZone={timeZone}
            now={page.now}
            closeHref={`${base}?tab=${tab}`}
            diagnoseHref={`${consolePath(place, "coupons", "diagnose")}?voucher=${chosen.id}`}
          />
        ) : null
      }
    >
      <MemberVouchers {...{ base, tab, counts, page, cursor, timeZone, now: page.now }} />
    </MemberFrame>
  );
}
