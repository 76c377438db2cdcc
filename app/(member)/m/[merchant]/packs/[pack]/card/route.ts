import { packAnnounced } from "@/app/(member)/m/[merchant]/packs/[pack]/_components/pack-head";
import { answerCard } from "@/components/share/answer-card";
import { getMallPack } from "@/lib/packs/queries/mall";
import { requireVisitor } from "@/lib/platform/auth/member-gates";

type Context = RouteContext<"/m/[merchant]/packs/[pack]/card">;

/** The picture of a pack's link, drawn of its words, for whoever unfurls it. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  return await answerCard(request, async () => {
    const { merchant: slug, pack: id } = await params;
    const { scope, merchant } = await requireVisitor(slug);
    const pack = await getMallPack(scope, id);
    return pack && { announced: packAnnounced(pack), merchant };
  });
}
