import { notFound } from "next/navigation";
import { leadsTo } from "@/app/(member)/m/[merchant]/packs/mine/[purchase]/_components/leads-to";
import { vouchersOfPurchase } from "@/lib/packs/queries/mall";
import { getPurchase } from "@/lib/packs/queries/purchases";
import { memberGate } from "@/lib/platform/auth/member-gates";

/** A member's own purchase with what it brought and where it leads; 404 for one that is not theirs. */
export async function openPurchase(params: Promise<{ merchant: string; purchase: string }>) {
  const asked = await params;
  const { scope, merchant } = await memberGate(asked.merchant);
  const now = new Date();
  const purchase = (await getPurchase(scope, asked.purchase, now)) ?? notFound();
  const isHeld = purchase.status === "paid" || purchase.status === "given";
  const [vouchers, redirect] = await Promise.all([
    isHeld ? vouchersOfPurchase(scope, purchase.id) : [],
    purchase.status === "paid" ? leadsTo(scope, purchase.id) : null,
  ]);
  return { merchant, purchase, vouchers, redirect, now };
}
