import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { couponsPath } from "@/components/coupons/coupon-words";
import { ListSkeleton } from "@/components/ui/list-skeleton";
import { readListState, type SearchParams } from "@/components/ui/list-state";
import { PageHeader } from "@/components/ui/page-header";
import { staffGate } from "@/lib/platform/auth/gates";
import { GivableCoupons, givableListSpec } from "./_components/givable-coupons";

type Props = {
  params: Promise<{ merchant: string; store?: string }>;
  searchParams: Promise<SearchParams>;
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("coupon-giving.choose");
  return { title: t("title") };
}

/** C-24, its first step where no coupon is chosen yet: which coupon is to be given. */
export default async function ChooseGivingPage({ params, searchParams }: Props) {
  const { merchant: slug, store = null } = await params;
  const { scope, merchant, can } = await staffGate({ merchant: slug, store }, "coupon.grant");
  const [t, coupons] = [await getTranslations("coupon-giving.choose"), await getTranslations("coupons")];
  const couponsAt = couponsPath(slug, store);
  const state = readListState(await searchParams, givableListSpec);
  return (
    <>
      <PageHeader title={t("title")} meta={t("help")} back={{ href: couponsAt, label: coupons("back") }} />
      <Suspense fallback={<ListSkeleton path={`${couponsAt}/give`} columns={4} />}>
        <GivableCoupons
          {...{ scope, state, couponsAt }}
          timeZone={merchant.timeZone}
          mayCreate={can("coupon.write")}
        />
      </Suspense>
    </>
  );
}
