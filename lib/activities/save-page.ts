import { databaseNow } from "@/db/transaction";
import { goodsRefusal } from "@/lib/activities/check-goods";
import { openPage } from "@/lib/activities/open-page";
import { forgetVersions, insertVersion, loadVersion, putDraft } from "@/lib/activities/repository/pages";
import { countChanges, pageChanges } from "@/lib/activities/rules/page-changes";
import { readPage } from "@/lib/activities/rules/page-upgrades";
import { blockMedia } from "@/lib/activities/schema/blocks";
import { pageImageIds } from "@/lib/activities/schema/page";
import { AppError } from "@/lib/kernel/app-error";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { transactOnce } from "@/lib/merchants/answer-once";
import { holdImages } from "@/lib/merchants/hold-images";
import { holdMedia } from "@/lib/merchants/hold-media";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";

export type SavePage = {
  readonly requestId: string;
  readonly activityId: string;
  /** The version its author began from; 0 = none was saved before. */
  readonly version: number;
  /** Anything; only a whole page is kept. */
  readonly page: unknown;
  /** An earlier version it was taken from; null = it was edited. */
  readonly restoredFrom?: number | null;
};

/** How a page stands after it was saved. `savedAt`: ISO 8601, UTC. */
export type PageSaved = { readonly version: number; readonly savedAt: string };

/**
 * Keeps a page as the next version of its activity's draft; members see nothing of it. Of two people who began from the
 * same version the later is refused, so nobody overwrites another unseen. A page that is not valid throws `malformed`
 * (S-23). The same request id saves once. Refusals: `page_changed{version}` when it is no longer at `version`,
 * `archived`, `image_gone`, `video_gone`, `captions_gone`, `product_gone`, `pack_gone`, `coupon_not_usable{couponId, reason}`.
 */
export async function savePage(scope: Scope, request: SavePage): Promise<Result<PageSaved>> {
  const { requestId, activityId, version, restoredFrom = null } = request;
  const page = readPage(request.page);
  if (!page) throw new AppError("malformed", "this is no page", { path: "page" });
  const body = { activityId, version, page, restoredFrom };
  return await transactOnce(scope, { route: "page.save", key: requestId, body }, async (tx) => {
    const opened = await openPage(tx, scope, activityId);
    if (!opened.ok) return opened;
    const { draft, scheduled } = opened.page;
    if (draft !== version) return refuse("page_changed", { version: draft });
    const held = await holdImages(tx, scope, pageImageIds(page));
    if (!held.ok) return held;
    const films = await holdMedia(tx, scope, blockMedia(page.blocks));
    if (!films.ok) return films;
    const refused = await goodsRefusal(tx, scope, page);
    if (refused) return refused;
    const before = draft === 0 ? null : await loadVersion(tx, scope, activityId, draft);
    const now = await databaseNow(tx);
    const next = { number: draft + 1, page, restoredFrom, now };
    await putDraft(tx, scope, activityId, next.number, now);
    await insertVersion(tx, scope, activityId, next);
    await forgetVersions(tx, scope, activityId, { draft: next.number, scheduled });
    const changes = countChanges(pageChanges(before ? readPage(before.page) : null, page));
    await recordAudit(tx, scope, [
      {
        action: restoredFrom === null ? "page.save" : "page.restore",
        objectType: "activity",
        objectId: activityId,
        before: { version: draft },
        after: { version: next.number, changes, ...(restoredFrom === null ? {} : { restoredFrom }) },
      },
    ]);
    return ok({ version: next.number, savedAt: now.toISOString() });
  });
}
