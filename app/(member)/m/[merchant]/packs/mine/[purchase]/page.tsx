import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { MemberFrame } from "@/app/(member)/_components/member-frame";
import { orMissing } from "@/app/(member)/_components/missing";
import { PackRefused } from "@/app/(member)/m/[merchant]/packs/_components/pack-refused";
import { AskPackRefund } from "@/app/(member)/m/[merchant]/packs/mine/[purchase]/_components/ask-pack-refund";
import { Coming } from "@/app/(member)/m/[merchant]/packs/mine/[purchase]/_components/coming";
import { LeadOn } from "@/app/(member)/m/[merchant]/packs/mine/[purchase]/_components/lead-on";
import { leadsTo } from "@/app/(member)/m/[merchant]/packs/mine/[purchase]/_components/leads-to";
import { PackVouchers } from "@/app/(member)/m/[merchant]/packs/mine/[purchase]/_components/pack-vouchers";
import { PurchaseState } from "@/app/(member)/m/[merchant]/packs/mine/[purchase]/_components/purchase-state";
import { PlainLink } from "@/components/ui/plain";
import { vouchersOfPurchase } from "@/lib/packs/queries/mall";
import { getPurchase } from "@/lib/packs/queries/purchases";
import { memberGate } from "@/lib/platform/auth/member-gates";
import { paymentProvider } from "@/lib/platform/payments/choose-provider";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("pack-shop.mine");
  return { title: t("title"), robots: { index: false } };
}

export default orMissing(
  async ({ params, searchParams }: PageProps<"/m/[merchant]/packs/mine/[purchase]">) => {
    const asked = await params;
    const { scope, merchant } = await memberGate(asked.merchant);
    const now = new Date();
    const purchase = await getPurchase(scope, asked.purchase, now);
    if (!purchase) notFound();
    const { said, refused, stay } = await searchParams;
    const isHeld = purchase.status === "paid" || purchase.status === "given";
    const [t, vouchers, redirect] = await Promise.all([
      getTranslations("pack-shop.mine"),
      isHeld ? vouchersOfPurchase(scope, purchase.id) : [],
      purchase.status === "paid" ? leadsTo(scope, purchase.id) : null,
    ]);
    const base = `/m/${merchant.slug}/packs/mine`;
    const here = `${base}/${purchase.id}`;
    const hidden = {
      ...{ merchant: merchant.slug, purchase: purchase.id, requestId: randomUUID() },
      description: purchase.packName,
    };
    return (
      <MemberFrame merchant={merchant} path={here} tab="coupons">
        <PlainLink href={base} className="inline-flex min-h-11 items-center text-sm">
          ← {t("title")}
        </PlainLink>
        <h1 className="text-xl font-[650]">{purchase.packName}</h1>
        <PackRefused code={refused} />
        <PurchaseState {...{ purchase, now, hidden, said }} canPay={paymentProvider() !== null} />
        {redirect ? (
          <LeadOn
            href={`${here}/go`}
            stay={here}
            waits={said === "paying" && stay === undefined}
            host={redirect.host}
          />
        ) : null}
        <PackVouchers {...{ vouchers, now, merchant }} />
        <Coming purchase={purchase} />
        <AskPackRefund {...{ purchase, hidden }} />
      </MemberFrame>
    );
  },
);
