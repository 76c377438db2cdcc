"use server";

import { getWin } from "@/lib/activities/queries/member-pages";
import { activityPath } from "@/lib/activities/schema/path";
import { tellWin as tell } from "@/lib/activities/tell-win";
import { requireActivity } from "@/lib/platform/auth/member-gates";
import { textOf } from "@/lib/platform/form-answer";
import { goTo } from "@/lib/platform/go-to";

/** A member lets the activity's page tell of their win, or takes that back, and stays where they are. */
export async function tellWin(form: FormData): Promise<void> {
  const { scope, merchant, member, activityId, slug } = await requireActivity(textOf(form, "slug"));
  const participationId = textOf(form, "win").slice(0, 40);
  if (!member) goTo(`/m/${merchant.slug}/login?${new URLSearchParams({ next: activityPath(slug) })}`);
  const isHere = (await getWin(scope, activityId, participationId)) !== null;
  if (!isHere) goTo(`${activityPath(slug)}/prizes`);
  const told = await tell(scope, { participationId, tell: textOf(form, "tell") === "1" });
  goTo(`${activityPath(slug)}/won/${participationId}${told.ok ? "" : "?later=1"}`);
}
