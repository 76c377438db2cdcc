import { getLocale } from "next-intl/server";
import { getActivityHead } from "@/lib/activities/queries/member-pages";
import { activityInLanguage } from "@/lib/activities/rules/in-language";
import type { Scope } from "@/lib/platform/auth/scope";

/** An activity in the reader's language; null for a draft and a stranger's id. */
export async function saidActivity(scope: Scope, activityId: string) {
  const activity = await getActivityHead(scope, activityId);
  return activity && activityInLanguage(activity, await getLocale());
}
