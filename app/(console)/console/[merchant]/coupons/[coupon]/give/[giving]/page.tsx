import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { readListState, type SearchParams } from "@/components/ui/list-state";
import { getJob } from "@/lib/jobs/queries";
import { countGiftAudience, getGiving, listGivingRows } from "@/lib/vouchers/queries/givings";
import { CouponShell } from "../../_components/coupon-shell";
import { loadCoupon } from "../../_components/load-coupon";
import { GivingCard } from "../_components/giving-card";
import { GivingRows, givingListSpec, rowStatuses } from "../_components/giving-rows";

type Params = { merchant: string; store?: string; coupon: string; giving: string };
type Props = { params: Promise<Params>; searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { coupon } = await loadCoupon(params, "coupon.grant");
  return { title: coupon.name };
}

export default async function GivingPage({ params, searchParams }: Props) {
  const loaded = await loadCoupon(params, "coupon.grant");
  const { scope, coupon, where, basePath, merchant } = loaded;
  const giving = await getGiving(scope, (await params).giving);
  if (giving?.couponId !== coupon.id) notFound();
  const state = readListState(await searchParams, givingListSpec);
  const status = rowStatuses.find((one) => state.filters.status?.includes(one)) ?? null;
  const jobId = giving.jobId ?? giving.readJobId;
  const [page, job, reached] = await Promise.all([
    listGivingRows(scope, giving.id, { status, cursor: state.cursor, limit: state.size }),
    jobId ? getJob(scope, jobId) : null,
    giving.audience && !giving.jobId ? countGiftAudience(scope, giving.audience) : null,
  ]);
  const path = `${basePath}/${coupon.id}/give`;
  return (
    <CouponShell loaded={loaded} tab="give">
      <GivingCard
        {...{ giving, job, reached, where, path }}
        coupon={coupon}
        isMine={giving.createdBy === scope.actor.id}
      />
      <GivingRows
        {...{ page, state, timeZone: merchant.timeZone }}
        path={`${path}/${giving.id}`}
        membersPath={basePath.replace(/coupons$/, "members")}
      />
    </CouponShell>
  );
}
