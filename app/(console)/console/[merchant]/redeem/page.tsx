import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/ui/page-header";
import { listFloorStores } from "@/lib/merchants/queries";
import { staffGate } from "@/lib/platform/auth/gates";
import { RedeemDesk } from "./_components/redeem-desk";

type Props = { params: Promise<{ merchant: string; store?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("redeem");
  return { title: t("title") };
}

/** C-04: a coupon that needs no order is used where its code is shown. */
export default async function RedeemPage({ params }: Props) {
  const place = await params;
  const { scope, merchant, can } = await staffGate(place, "voucher.redeem");
  const [stores, t] = await Promise.all([listFloorStores(scope), getTranslations("redeem")]);
  return (
    <>
      <PageHeader title={t("title")} />
      <div className="max-w-[560px]">
        <RedeemDesk
          {...{ place, stores }}
          timeZone={merchant.timeZone}
          may={{ revoke: can("voucher.revoke"), order: can("order.place") }}
        />
      </div>
    </>
  );
}
