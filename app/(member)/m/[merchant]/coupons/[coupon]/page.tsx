import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { MemberFrame } from "@/app/(member)/_components/member-frame";
import { orMissing } from "@/app/(member)/_components/missing";
import { CodePanel } from "@/app/(member)/m/[merchant]/coupons/[coupon]/_components/code-panel";
import { GiftWay } from "@/app/(member)/m/[merchant]/coupons/[coupon]/_components/gift-way";
import { NotUsable } from "@/app/(member)/m/[merchant]/coupons/[coupon]/_components/not-usable";
import { saidVoucher } from "@/app/(member)/m/[merchant]/coupons/[coupon]/_components/said-voucher";
import { VoucherHistory } from "@/app/(member)/m/[merchant]/coupons/[coupon]/_components/voucher-history";
import { VoucherTerms } from "@/app/(member)/m/[merchant]/coupons/[coupon]/_components/voucher-terms";
import { WhyNot } from "@/app/(member)/m/[merchant]/coupons/[coupon]/_components/why-not";
import { PlainBanner, PlainLink } from "@/components/ui/plain";
import { VoucherTicket } from "@/components/vouchers/voucher-ticket";
import { activityPath } from "@/lib/activities/schema/path";
import { memberGate } from "@/lib/platform/auth/member-gates";
import { voucherStanding } from "@/lib/vouchers/rules";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("member.coupons");
  return { title: t("title"), robots: { index: false } };
}

const away = "inline-flex min-h-11 items-center text-sm";

export default orMissing(async ({ params, searchParams }: PageProps<"/m/[merchant]/coupons/[coupon]">) => {
  const asked = await params;
  const { scope, merchant, member } = await memberGate(asked.merchant);
  const voucher = await saidVoucher(scope, asked.coupon);
  const t = await getTranslations("member.coupon");
  const [now, wallet] = [voucher.now, `/m/${merchant.slug}/coupons`];
  const standing = voucherStanding(voucher, now);
  const isNew = (await searchParams).claimed === "1" && standing !== "used" && standing !== "cancelled";
  return (
    <MemberFrame merchant={merchant} path={`${wallet}/${voucher.id}`} tab="coupons">
      <PlainLink href={wallet} className={away}>
        ← {t("back")}
      </PlainLink>
      <h1 className="sr-only">{voucher.terms.name}</h1>
      {isNew ? <PlainBanner tone="success">{t("claimed")}</PlainBanner> : null}
      <VoucherTicket voucher={voucher} timeZone={merchant.timeZone} now={now} size="L" headingLevel={2}>
        {standing === "available" ? <CodePanel code={voucher.code} /> : null}
      </VoucherTicket>
      {standing === "available" ? null : <NotUsable {...{ scope, merchant, voucher, standing }} />}
      {standing === "available" || standing === "not_started" ? (
        <WhyNot {...{ scope, merchant, voucher, now }} memberId={member.id} />
      ) : null}
      <GiftWay {...{ voucher, standing }} wallet={wallet} />
      <VoucherTerms voucher={voucher} timeZone={merchant.timeZone} />
      <VoucherHistory history={voucher.history} timeZone={merchant.timeZone} />
      {voucher.activity ? (
        <PlainLink href={activityPath(voucher.activity.slug)} className={away}>
          {t("from", { name: voucher.activity.name })}
        </PlainLink>
      ) : null}
    </MemberFrame>
  );
});
