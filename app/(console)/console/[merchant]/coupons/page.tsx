import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { couponsPath } from "@/components/coupons/coupon-words";
import { readListState, type SearchParams } from "@/components/ui/list-state";
import { PageHeader } from "@/components/ui/page-header";
import { listCoupons } from "@/lib/coupons/queries/coupons";
import { couponOptions } from "@/lib/coupons/queries/options";
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
  const state = readListState(await searchParams, couponListSpec);
  const filter = couponFilter(state);
  const [page, options] = await Promise.all([
    listCoupons(scope, { ...filter, cursor: state.cursor, limit: state.size }),
    couponOptions(scope, { choose: false }),
  ]);
  const basePath = couponsPath(slug, store);
  const may = { write: can("coupon.write"), publish: can("coupon.publish"), stock: can("coupon.stock") };
  return (
    <>
      <PageHeader title={t("title")} actions={<ListActions {...{ where, filter, basePath, can }} />} />
      <CouponIndex
        {...{ page, state, basePath, where, may }}
        stores={options.stores}
        timeZone={merchant.timeZone}
        reach={scope.storeIds}
      />
    </>
  );
}
