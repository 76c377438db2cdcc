import { giftAnnounced } from "@/app/(member)/g/[token]/_components/gift-head";
import { answerCard } from "@/components/share/answer-card";
import { requireGift } from "@/lib/platform/auth/member-gates";
import { getGift } from "@/lib/vouchers/queries/gifts";

/** The picture of a gift's link, drawn of its coupon's name, for whoever unfurls it. */
export async function GET(request: Request, { params }: RouteContext<"/g/[token]/card">): Promise<Response> {
  return await answerCard(request, async () => {
    const access = await requireGift(decodeURIComponent((await params).token));
    const gift = access && (await getGift(access.scope, access.giftId));
    return gift && { announced: giftAnnounced(gift.voucher.terms.name), merchant: access.merchant };
  });
}
