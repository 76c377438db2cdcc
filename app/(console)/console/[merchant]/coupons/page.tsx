import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { couponsPath } from "@/components/coupons/coupon-words";
import { ListSkeleton } from "@/components/ui/list-skeleton";
import type { SearchParams } from "@/components/ui/list-state";
import { PageHeader } from "@/components/ui/page-header";
import { columnsOf, openList } from "@/components/workspace/open-list";
import { staffGate } from "@/lib/platform/auth/gates";
import { CouponIndex } from "./_components/coupon-index";
import { couponFilter, couponListSpec } from "./_components/coupon-list-spec";
import { ListActions } from "./_components/list-actions";

type Props = {
  params: Promise<{ merchant: string; store?: string }>;
  searchParams: Promise<SearchParams>;
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("coupons");
  return { title: t("title") };
}

export default async function CouponsPage({ params, searchParams }: Props) {
  const { merchant: slug, store = null } = await params;
  const where = { merchant: slug, store };
  const { scope, merchant, can } = await staffGate(where, "coupon.read");
  const t = await getTranslations("coupons");
  const basePath = couponsPath(slug, store);
  const list = await openList(scope, "coupons", { spec: couponListSpec, basePath }, searchParams);
  const filter = couponFilter(list.state, merchant.timeZone);
  const may = {
    explain: can("voucher.explain"),
    write: can("coupon.write"),
    publish: can("coupon.publish"),
    stock: can("coupon.stock"),
    export: can("coupon.export"),
  };
  return (
    <>
      <PageHeader
        title={t("title")}
        actions={<ListActions {...{ where, filter, basePath, can }} columns={columnsOf(list)} />}
      />
      <Suspense fallback={<ListSkeleton path={basePath} columns={6} />}>
        <CouponIndex
          {...{ scope, list, where, may }}
          timeZone={merchant.timeZone}
          currency={merchant.currency}
        />
      </Suspense>
    </>
  );
}
