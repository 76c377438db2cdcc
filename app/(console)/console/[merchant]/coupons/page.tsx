import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { couponsPath } from "@/components/coupons/coupon-words";
import { ButtonLink } from "@/components/ui/button-link";
import { readListState, type SearchParams } from "@/components/ui/list-state";
import { PageHeader } from "@/components/ui/page-header";
import { listCoupons } from "@/lib/coupons/queries/coupons";
import { couponOptions } from "@/lib/coupons/queries/options";
import { staffGate } from "@/lib/platform/auth/gates";
import { CouponIndex } from "./_components/coupon-index";
import { couponListSpec, couponQuery } from "./_components/coupon-list-spec";

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
  const { scope, merchant, can } = await staffGate({ merchant: slug, store }, "coupon.read");
  const t = await getTranslations("coupons");
  const state = readListState(await searchParams, couponListSpec);
  const [page, options] = await Promise.all([
    listCoupons(scope, couponQuery(state)),
    couponOptions(scope, { choose: false }),
  ]);
  const basePath = couponsPath(slug, store);
  const create = can("coupon.write") ? (
    <ButtonLink href={`${basePath}/new`} variant="primary">
      {t("create")}
    </ButtonLink>
  ) : null;
  return (
    <>
      <PageHeader title={t("title")} actions={create} />
      <CouponIndex
        page={page}
        state={state}
        stores={options.stores}
        basePath={basePath}
        where={{ merchant: slug, store }}
        timeZone={merchant.timeZone}
        reach={scope.storeIds}
        may={{ write: can("coupon.write"), publish: can("coupon.publish"), stock: can("coupon.stock") }}
      />
    </>
  );
}
