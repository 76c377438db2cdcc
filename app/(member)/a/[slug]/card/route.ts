import { answerCard } from "@/components/share/answer-card";
import { getActivityHead } from "@/lib/activities/queries/member-pages";
import { requireActivity } from "@/lib/platform/auth/member-gates";

/** The picture of an activity's link, drawn of its words, for whoever unfurls it. */
export async function GET(request: Request, { params }: RouteContext<"/a/[slug]/card">): Promise<Response> {
  return await answerCard(request, async () => {
    const { scope, merchant, activityId } = await requireActivity(decodeURIComponent((await params).slug));
    const announced = await getActivityHead(scope, activityId);
    return announced && { announced, merchant };
  });
}
