import type { Metadata } from "next";
import { DraftForm } from "@/components/workspace/draft-form";
import { DraftList } from "@/components/workspace/draft-list";
import { openDraft } from "@/components/workspace/open-draft";
import { audienceSchema } from "@/lib/members/schema/audience";
import { GRANT_CAP } from "@/lib/platform/auth/permissions";
import { listGivings } from "@/lib/vouchers/queries/givings";
import { listDrafts } from "@/lib/workspace/queries";
import { CouponShell } from "../_components/coupon-shell";
import { type CouponPageProps, loadCoupon } from "../_components/load-coupon";
import { type GiveDraft, GiveForm } from "./_components/give-form";
import { GivingList } from "./_components/giving-list";
import { NotGivable } from "./_components/not-givable";

export async function generateMetadata({ params }: CouponPageProps): Promise<Metadata> {
  const { coupon } = await loadCoupon(params, "coupon.grant");
  return { title: coupon.name };
}

type Props = CouponPageProps & { searchParams: Promise<{ draft?: string }> };
// No audience: one that is kept is taken whole, whatever its kind.
const empty = { source: "list" as GiveDraft["source"], audience: null, quantity: 1 };

export default async function GiveCouponPage({ params, searchParams }: Props) {
  const loaded = await loadCoupon(params, "coupon.grant");
  const { scope, staff, coupon, merchant, where, basePath, mine } = loaded;
  const [givings, drafts, { values, draft }] = await Promise.all([
    listGivings(scope, coupon.id),
    listDrafts(scope, "giving"),
    openDraft(scope, "giving", empty, searchParams),
  ]);
  const path = `${basePath}/${coupon.id}/give`;
  const givable =
    mine && coupon.methods.includes("targeted") && ["active", "scheduled"].includes(coupon.status);
  return (
    <CouponShell loaded={loaded} tab="give">
      {givable ? (
        <>
          <DraftList
            kind="giving"
            drafts={draft.savedAt ? [] : drafts.filter(({ variant }) => variant === coupon.id)}
            {...{ where, timeZone: merchant.timeZone }}
            hrefOf={({ id }) => `${path}?draft=${id}`}
          />
          <DraftForm draft={draft}>
            <GiveForm
              {...{ coupon: { id: coupon.id, name: coupon.name }, draft, where, path }}
              values={{ ...values, audience: audienceSchema.catch({ type: "all" }).parse(values.audience) }}
              most={GRANT_CAP[staff.role] ?? 1}
            />
          </DraftForm>
        </>
      ) : (
        <NotGivable coupon={coupon} mine={mine} />
      )}
      <GivingList givings={givings} path={path} timeZone={merchant.timeZone} />
    </CouponShell>
  );
}
