import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { purchaseHistory } from "@/lib/packs/queries/about-purchases";
import { getPurchase } from "@/lib/packs/queries/purchases";
import { loadPack } from "../../_components/load-pack";
import { PackLog } from "../../_components/pack-log";
import { PurchaseView } from "../../_components/purchase-view";

type Props = { params: Promise<{ merchant: string; store?: string; pack: string; purchase: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { pack } = await loadPack(params);
  return { title: pack.name };
}

export default async function PackPurchasePage({ params }: Props) {
  const [loaded, { purchase: id }] = await Promise.all([loadPack(params), params]);
  const { scope, pack, merchant } = loaded;
  const purchase = await getPurchase(scope, id);
  if (purchase?.packId !== pack.id) notFound();
  const entries = await purchaseHistory(scope, purchase.id);
  return (
    <PurchaseView loaded={loaded} purchase={purchase}>
      <PackLog entries={entries} timeZone={merchant.timeZone} />
    </PurchaseView>
  );
}
