import type { PageView } from "@/components/blocks/page-view";
import { listPageGoods, listWinners } from "@/lib/activities/queries/page-goods";
import { listPageStores } from "@/lib/activities/queries/page-stores";
import { namedGoods } from "@/lib/activities/schema/blocks";
import { showsStores, showsWinners } from "@/lib/activities/schema/page";
import type { Scope } from "@/lib/platform/auth/scope";

/** What a page's blocks show beside the activity itself; what they do not name is not asked for. */
export async function pageExtras(
  scope: Scope,
  activityId: string,
  page: PageView["page"],
  now: Date,
): Promise<Pick<PageView, "stores" | "goods" | "winners">> {
  const [stores, goods, winners] = await Promise.all([
    showsStores(page) ? listPageStores(scope) : [],
    listPageGoods(scope, namedGoods(page.blocks), now),
    showsWinners(page) ? listWinners(scope, activityId) : [],
  ]);
  return { stores, goods, winners };
}
