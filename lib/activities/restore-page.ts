import { inTransaction } from "@/db/transaction";
import { loadVersion } from "@/lib/activities/repository/pages";
import { readPage } from "@/lib/activities/rules/page-upgrades";
import { type PageSaved, savePage } from "@/lib/activities/save-page";
import type { Page } from "@/lib/activities/schema/page";
import { AppError } from "@/lib/kernel/app-error";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import type { Scope } from "@/lib/platform/auth/scope";

/**
 * Makes an earlier version the newest draft, as a version of its own; nothing is lost and nothing goes live. Refusals as
 * `savePage`, and `page_unreadable` for a version of a form that cannot be brought forward. Throws `not_found` where
 * there is no such version.
 */
export async function restorePage(
  scope: Scope,
  request: {
    readonly requestId: string;
    readonly activityId: string;
    /** The version the page is at now. */
    readonly version: number;
    /** The version to take up again. */
    readonly number: number;
  },
): Promise<Result<PageSaved & { readonly page: Page }>> {
  const { requestId, activityId, version, number } = request;
  const stored = await inTransaction((tx) => loadVersion(tx, scope, activityId, number));
  if (!stored) throw new AppError("not_found");
  const page = readPage(stored.page);
  if (!page) return refuse("page_unreadable");
  const saved = await savePage(scope, { requestId, activityId, version, page, restoredFrom: number });
  return saved.ok ? ok({ ...saved.value, page }) : saved;
}
