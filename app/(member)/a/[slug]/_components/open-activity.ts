import { notFound } from "next/navigation";
import { activityPath } from "@/lib/activities/schema/path";
import { type ActivityAccess, activityGate, type SignedInMember } from "@/lib/platform/auth/member-gates";
import { goTo } from "@/lib/platform/go-to";

/** The gate of the pages under an activity's address, which the router hands over still encoded. */
export async function openActivity(slug: string): Promise<ActivityAccess> {
  try {
    return await activityGate(decodeURIComponent(slug));
  } catch (error) {
    if (error instanceof URIError) notFound();
    throw error;
  }
}

/** As `openActivity`, for a member's own pages there: a visitor is sent to sign in and brought back. */
export async function openOwn(slug: string): Promise<ActivityAccess & { member: SignedInMember }> {
  const access = await openActivity(slug);
  const { member, merchant } = access;
  if (member) return { ...access, member };
  const next = new URLSearchParams({ next: `${activityPath(access.slug)}/prizes` });
  goTo(`/m/${merchant.slug}/login?${next}`);
}
