import { cardVersion, drawCard } from "@/components/share/activity-card";
import { getActivityHead } from "@/lib/activities/queries/member-pages";
import { AppError } from "@/lib/kernel/app-error";
import { requireActivity } from "@/lib/platform/auth/member-gates";

/** The picture of an activity's link, drawn of its words, for whoever unfurls it. */
export async function GET(request: Request, { params }: RouteContext<"/a/[slug]/card">): Promise<Response> {
  try {
    const { scope, merchant, activityId } = await requireActivity(decodeURIComponent((await params).slug));
    const activity = await getActivityHead(scope, activityId);
    if (!activity) return new Response(null, { status: 404 });
    const version = cardVersion(activity, merchant);
    const isNamed = new URL(request.url).searchParams.get("v") === version;
    const headers = {
      etag: `"${version}"`,
      "cache-control": isNamed ? "public, max-age=31536000, immutable" : "public, max-age=300",
      "cross-origin-resource-policy": "cross-origin",
    };
    if (request.headers.get("if-none-match")?.includes(version)) {
      return new Response(null, { status: 304, headers });
    }
    const picture = await drawCard(activity, merchant);
    return new Response(new Uint8Array(picture), { headers: { ...headers, "content-type": "image/png" } });
  } catch (error) {
    if (error instanceof AppError && error.code === "busy") {
      return new Response(null, { status: 503, headers: { "retry-after": "2" } });
    }
    const isWrongAddress =
      error instanceof URIError || (error instanceof AppError && error.code === "not_found");
    if (isWrongAddress) return new Response(null, { status: 404 });
    throw error;
  }
}
