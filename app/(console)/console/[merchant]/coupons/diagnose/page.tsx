import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { consolePath } from "@/components/merchants/console-path";
import type { SearchParams } from "@/components/ui/list-state";
import { PageHeader } from "@/components/ui/page-header";
import { listFloorStores } from "@/lib/merchants/queries";
import { diagnosisStart } from "@/lib/orders/queries/diagnose";
import { staffGate } from "@/lib/platform/auth/gates";
import { Diagnosis } from "./_components/diagnosis";

type Props = {
  params: Promise<{ merchant: string; store?: string }>;
  searchParams: Promise<SearchParams>;
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("diagnose");
  return { title: t("title") };
}

const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value) ?? null;

/** C-27: why a coupon can or cannot be used; the address may name the member, the coupon, the voucher or the order. */
export default async function DiagnosePage({ params, searchParams }: Props) {
  const place = await params;
  const { scope, merchant, can } = await staffGate(place, "voucher.explain");
  const { member, voucher, coupon, order } = await searchParams;
  const asked = { member: one(member), voucher: one(voucher), coupon: one(coupon), order: one(order) };
  const [stores, start, t, coupons] = await Promise.all([
    listFloorStores(scope),
    diagnosisStart(scope, asked),
    getTranslations("diagnose"),
    getTranslations("coupons"),
  ]);
  const back = can("coupon.read")
    ? { href: consolePath(place, "coupons"), label: coupons("back") }
    : undefined;
  return (
    <>
      <PageHeader title={t("title")} meta={t("help")} back={back} />
      <Diagnosis {...{ place, stores, start }} timeZone={merchant.timeZone} />
    </>
  );
}
