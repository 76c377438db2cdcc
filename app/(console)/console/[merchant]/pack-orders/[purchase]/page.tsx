import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { consolePath } from "@/components/merchants/console-path";
import { PackLog } from "@/components/packs/pack-log";
import { PurchaseView } from "@/components/packs/purchase-view";
import { purchaseHistory } from "@/lib/packs/queries/about-purchases";
import { vouchersOfPurchase } from "@/lib/packs/queries/mall";
import { getPurchase } from "@/lib/packs/queries/purchases";
import { staffGate } from "@/lib/platform/auth/gates";

type Props = { params: Promise<{ merchant: string; store?: string; purchase: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("packs.orders");
  return { title: t("title") };
}

export default async function PackOrderPage({ params }: Props) {
  const { purchase: id, ...place } = await params;
  const { scope, merchant, can } = await staffGate(place, "pack.read");
  const t = await getTranslations("packs.orders");
  const purchase = (await getPurchase(scope, id)) ?? notFound();
  const [entries, vouchers] = await Promise.all([
    purchaseHistory(scope, purchase.id),
    vouchersOfPurchase(scope, purchase.id),
  ]);
  return (
    <PurchaseView
      {...{ place, can, purchase, vouchers }}
      timeZone={merchant.timeZone}
      back={{ href: consolePath(place, "pack-orders"), label: t("title") }}
    >
      <PackLog entries={entries} timeZone={merchant.timeZone} />
    </PurchaseView>
  );
}
