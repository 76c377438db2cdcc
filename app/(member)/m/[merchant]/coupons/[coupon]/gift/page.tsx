import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { MemberFrame } from "@/app/(member)/_components/member-frame";
import { orMissing } from "@/app/(member)/_components/missing";
import { givenFacts } from "@/app/(member)/m/[merchant]/coupons/[coupon]/_components/gift-way";
import { saidVoucher } from "@/app/(member)/m/[merchant]/coupons/[coupon]/_components/said-voucher";
import { OfferForm } from "@/app/(member)/m/[merchant]/coupons/[coupon]/gift/_components/offer-form";
import { WaitingGift } from "@/app/(member)/m/[merchant]/coupons/[coupon]/gift/_components/waiting-gift";
import { PlainBanner, PlainLink } from "@/components/ui/plain";
import { VoucherTicket } from "@/components/vouchers/voucher-ticket";
import { memberGate } from "@/lib/platform/auth/member-gates";
import { getLastGift, getOffer } from "@/lib/vouchers/queries/gifts";
import { voucherStanding } from "@/lib/vouchers/rules";
import { lastWords, mayBeGiven } from "@/lib/vouchers/rules/gift";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("member.gift");
  return { title: t("title"), robots: { index: false } };
}

export default orMissing(async ({ params }: PageProps<"/m/[merchant]/coupons/[coupon]/gift">) => {
  const asked = await params;
  const { scope, merchant } = await memberGate(asked.merchant);
  const voucher = await saidVoucher(scope, asked.coupon);
  const t = await getTranslations("member.gift");
  const [now, page] = [voucher.now, `/m/${merchant.slug}/coupons/${voucher.id}`];
  const standing = voucherStanding(voucher, now);
  const offer = standing === "transferred" ? await getOffer(scope, voucher.id) : null;
  const isKept = standing === "available" && voucher.status === "reserved";
  const isFree = !isKept && (standing === "available" || standing === "not_started");
  const isOver = standing === "expired";
  const last = isFree || isOver ? lastWords(await getLastGift(scope, voucher.id), isOver) : null;
  const isGivable = mayBeGiven(givenFacts(voucher));
  const whyNot = isGivable ? (isKept ? "notYet" : "notNow") : "notEver";
  return (
    <MemberFrame merchant={merchant} path={`${page}/gift`} tab="coupons">
      <PlainLink href={page} className="inline-flex min-h-11 items-center text-sm">
        ← {t("toCoupon")}
      </PlainLink>
      <h1 className="text-xl font-[650]">{t("title")}</h1>
      <VoucherTicket voucher={voucher} timeZone={merchant.timeZone} now={now} headingLevel={2} />
      {offer ? (
        <WaitingGift {...{ offer, voucher, merchant }} />
      ) : isFree && isGivable ? (
        <>
          {last ? <PlainBanner>{t(last)}</PlainBanner> : null}
          <OfferForm merchant={merchant.slug} voucher={voucher.id} />
        </>
      ) : (
        <PlainBanner tone="warning">{t(last ?? whyNot)}</PlainBanner>
      )}
    </MemberFrame>
  );
});
