import { headers } from "next/headers";
import { getLocale } from "next-intl/server";
import { pageExtras } from "@/app/(member)/a/[slug]/_components/page-extras";
import type { ActivityState } from "@/components/blocks/activity-state";
import { PageBlocks } from "@/components/blocks/block-view";
import { styleOfPage } from "@/components/blocks/page-style";
import type { PageView } from "@/components/blocks/page-view";
import { claim } from "@/lib/activities/actions";
import type { ActivityPage } from "@/lib/activities/queries/member-pages";
import { getLivePage } from "@/lib/activities/queries/pages";
import { claimAnswerCookie, keptClaimCookie } from "@/lib/activities/schema";
import { activityPath } from "@/lib/activities/schema/path";
import type { Merchant } from "@/lib/platform/auth/gates";
import type { SignedInMember } from "@/lib/platform/auth/member-gates";
import type { Scope } from "@/lib/platform/auth/scope";
import { env } from "@/lib/platform/env";
import { type FormAnswer, refusalWords } from "@/lib/platform/form-answer";
import { formatPhone } from "@/lib/platform/phone";
import { readSealedCookie } from "@/lib/platform/sealed-cookie";

type ActivityViewProps = {
  scope: Scope;
  facts: ActivityPage;
  state: ActivityState;
  merchant: Merchant;
  member: SignedInMember | null;
  /** A password from the link: it fills the field and is never sent by itself. */
  prefill: string;
  now: Date;
  /** This view's own; a kept page gets another in each answer (platform/page-cache.ts). */
  requestId: string;
};

/** M-01: what it is, what there is to get, whether I can have it, until when, and one button; as it was decorated. */
export async function ActivityView(props: ActivityViewProps) {
  const { scope, facts, state, merchant, member, prefill, now, requestId } = props;
  const { activity } = facts;
  const page = await getLivePage(scope, activity.id, await getLocale());
  const view: PageView = {
    ...{ page, facts, state, merchant, now, requestId, claim },
    member: member ? { phone: formatPhone(member.phone) } : null,
    initial: state.kind === "running" ? await firstAnswer(activity, merchant, prefill) : {},
    ...(await pageExtras(scope, activity.id, page, now)),
    url: `${env().BASE_URL}${activityPath(activity.slug)}`,
  };
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return (
    <>
      <style nonce={nonce}>{styleOfPage(view, merchant.brandColour)}</style>
      <PageBlocks view={view} />
    </>
  );
}

/** What the box begins with: a claim refused after signing in, one still kept, or the link's password. */
async function firstAnswer(
  { id: activityId, kind }: ActivityPage["activity"],
  merchant: Merchant,
  prefill: string,
): Promise<FormAnswer> {
  const refused = await readSealedCookie(claimAnswerCookie);
  if (refused?.activityId === activityId) {
    const words = await refusalWords(refused, merchant.timeZone, "activity-page.claim");
    if (kind === "claim_page") return { error: words };
    return { errors: { password: words }, values: { password: refused.password } };
  }
  const kept = await readSealedCookie(keptClaimCookie);
  return { values: { password: kept?.activityId === activityId ? kept.password : prefill } };
}
