import { answerUpload } from "@/app/(console)/console/[merchant]/files/answer-upload";
import { leaveEditing } from "@/lib/activities/leave-editing";
import { AppError } from "@/lib/kernel/app-error";
import { requireStaff } from "@/lib/platform/auth/gates";

type Context = { params: Promise<{ merchant: string; activity: string; store?: string }> };

/** What a window says with its last breath, its name as the body: no server action can be asked while a page is going. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { activity: activityId, ...place } = await params;
  return await answerUpload(async () => {
    const { scope } = await requireStaff(place, "activity.write");
    const tab = await request.text();
    if (tab.length < 8 || tab.length > 64) throw new AppError("malformed");
    return await leaveEditing(scope, { activityId, tab });
  });
}
