import { answerPicture } from "@/components/share/answer-card";
import { appIconVersion, isAppIcon } from "@/components/share/app-icon";
import { drawAppIcon } from "@/components/share/draw-app-icon";
import { requireVisitor } from "@/lib/platform/auth/member-gates";

/** An icon of the merchant's app: 192, 512, or one that systems cut into a shape of theirs. */
export async function GET(request: Request, { params }: RouteContext<"/m/[merchant]/icon/[icon]">) {
  return await answerPicture(request, async () => {
    const { merchant: slug, icon } = await params;
    const { merchant } = await requireVisitor(slug);
    if (!isAppIcon(icon)) return null;
    return { version: appIconVersion(merchant, icon), draw: () => drawAppIcon(merchant, icon) };
  });
}
