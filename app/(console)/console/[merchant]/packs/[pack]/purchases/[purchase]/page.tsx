import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PackLog } from "@/components/packs/pack-log";
import { PurchaseView } from "@/components/packs/purchase-view";
import { purchaseHistory } from "@/lib/packs/queries/about-purchases";
import { vouchersOfPurchase } from "@/lib/packs/queries/mall";
import { getPurchase } from "@/lib/packs/queries/purchases";
import { loadPack } from "../../_components/load-pack";

type Props = { params: Promise<{ merchant: string; store?: string; pack: string; purchase: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { pack } = await loadPack(params);
  return { title: pack.name };
}

export default async function PackPurchasePage({ params }: Props) {
  const [loaded, { purchase: id }] = await Promise.all([loadPack(params), params]);
  const { scope, pack, merchant, where, can, basePath } = loaded;
  const purchase = await getPurchase(scope, id);
  if (purchase?.packId !== pack.id) notFound();
  const [entries, vouchers] = await Promise.all([
    purchaseHistory(scope, purchase.id),
    vouchersOfPurchase(scope, purchase.id),
  ]);
  const list = `${basePath}/${pack.id}/${purchase.giftId === null ? "purchases" : "gifts"}`;
  return (
    <PurchaseView
      {...{ can, purchase, vouchers }}
      place={where}
      timeZone={merchant.timeZone}
      back={{ href: list, label: pack.name }}
    >
      <PackLog entries={entries} timeZone={merchant.timeZone} />
    </PurchaseView>
  );
}
