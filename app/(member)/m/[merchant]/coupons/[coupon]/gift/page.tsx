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
import { type GiftStatus, mayBeGiven } from "@/lib/vouchers/rules/gift";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("member.gift");
  return { title: t("title"), robots: { index: false } };
}

/** What the giver is told of the offer before, where nothing told them yet. */
const words: Partial<Record<GiftStatus, "lastDeclined" | "lastOver">> = {
  ...{ declined: "lastDeclined", over: "lastOver" },
};

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
  const last = isFree ? words[(await getLastGift(scope, voucher.id))?.status ?? "waiting"] : undefined;
  const isGivable = mayBeGiven(givenFacts(voucher));
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
        <PlainBanner tone="warning">{t(isGivable ? (isKept ? "notYet" : "notNow") : "notEver")}</PlainBanner>
      )}
    </MemberFrame>
  );
});
