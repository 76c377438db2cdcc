import { headers } from "next/headers";
import { openActivity } from "@/app/(member)/a/[slug]/_components/open-activity";
import { claimPrizes } from "@/lib/activities/claim-prizes";
import { getActivityHead } from "@/lib/activities/queries/member-pages";
import { claimAnswerCookie, NO_PASSWORD } from "@/lib/activities/schema";
import { activityPath } from "@/lib/activities/schema/path";
import { isAhead } from "@/lib/kernel/asker";
import { goTo } from "@/lib/platform/go-to";
import { requestFacts } from "@/lib/platform/request";
import { writeSealedCookie } from "@/lib/platform/sealed-cookie";

/**
 * Takes what a page gives to whoever opens it, and shows it. The request id is the page's own, so however often it is
 * opened it is taken once. A visitor signs in first and comes back here; a page of another kind only shows itself.
 */
export async function GET(_: Request, { params }: RouteContext<"/a/[slug]/open">): Promise<Response> {
  const { scope, merchant, member, activityId, slug } = await openActivity((await params).slug);
  const activity = await getActivityHead(scope, activityId);
  const path = activityPath(slug);
  if (activity?.rules.opensBy !== "open") return goTo(path);
  if (!member) return goTo(`/m/${merchant.slug}/login?${new URLSearchParams({ next: `${path}/open` })}`);
  // What a browser fetches ahead of a press takes nothing; it asks again when it is opened.
  if (isAhead((await headers()).get("sec-purpose"))) return new Response(null, { status: 503 });
  const { address } = await requestFacts();
  const claim = { activityId, password: NO_PASSWORD, requestId: `open:${activityId}`, address };
  const result = await claimPrizes(scope, claim);
  if (result.ok) return goTo(`${path}/won/${result.value.participationId}`);
  await writeSealedCookie(claimAnswerCookie, { ...claim, ...result.refusal });
  return goTo(`${path}?opened=1`);
}
