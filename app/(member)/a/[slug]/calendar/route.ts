import { getTranslations } from "next-intl/server";
import { saidActivity } from "@/app/(member)/a/[slug]/_components/said-activity";
import { activityPath } from "@/lib/activities/schema/path";
import { AppError } from "@/lib/kernel/app-error";
import { requireActivity } from "@/lib/platform/auth/member-gates";
import { calendarFile } from "@/lib/platform/calendar-file";
import { env } from "@/lib/platform/env";

/** The activity's period as a calendar file: the reminder of a page that has not started. */
export async function GET(_: Request, { params }: RouteContext<"/a/[slug]/calendar">): Promise<Response> {
  try {
    const { scope, merchant, activityId } = await requireActivity(decodeURIComponent((await params).slug));
    const activity = await saidActivity(scope, activityId);
    if (!activity || activity.archivedAt) return new Response(null, { status: activity ? 410 : 404 });
    const t = await getTranslations("activity-page.calendar");
    const file = calendarFile({
      id: activity.id,
      summary: t("summary", {
        name: activity.name,
        merchant: merchant.name,
      }),
      url: `${env().BASE_URL}${activityPath(activity.slug)}`,
      startsAt: activity.startsAt,
      endsAt: activity.endsAt,
      now: new Date(),
    });
    return new Response(file, {
      headers: {
        "content-type": "text/calendar; charset=utf-8",
        "content-disposition": 'attachment; filename="reminder.ics"',
        "cache-control": "no-store",
      },
    });
  } catch (error) {
    const isWrongAddress =
      error instanceof URIError || (error instanceof AppError && error.code === "not_found");
    if (isWrongAddress) return new Response(null, { status: 404 });
    throw error;
  }
}
