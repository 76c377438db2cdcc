import type { Tx } from "@/db/client";
import { databaseNow } from "@/db/transaction";
import { AppError } from "@/lib/kernel/app-error";
import { newSlug } from "@/lib/kernel/id";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { insertLink, isOpenTarget, loadChannels } from "@/lib/links/repository/links";
import { SLUG_ALPHABET, SLUG_LENGTH } from "@/lib/links/rules";
import { isBuiltIn, isOfMerchant, type LinkInput } from "@/lib/links/schema";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";

export type CreatedLink = { readonly id: string; readonly slug: string };

const TRIES = 5;
const isWholeGroup = ({ storeId, storeIds }: Scope) => storeId === null && storeIds === "all";

/** As `createLink`, in a transaction that is there; nothing is written with a refusal. */
export async function makeLink(tx: Tx, scope: Scope, link: LinkInput): Promise<Result<CreatedLink>> {
  const { target, channel, expiresAt } = link;
  if (isOfMerchant(target.type) && !isWholeGroup(scope)) throw new AppError("forbidden");
  if (!(await isOpenTarget(tx, scope, target))) return refuse("link_target_gone");
  const own = isBuiltIn(channel) ? [] : await loadChannels(tx, scope);
  const isKnown = isBuiltIn(channel) || own.some((one) => one.code === channel && one.archivedAt === null);
  if (!isKnown) return refuse("channel_unknown");
  if (expiresAt !== null && new Date(expiresAt) <= (await databaseNow(tx))) return refuse("expiry_past");
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const slug = newSlug(SLUG_ALPHABET, SLUG_LENGTH);
    const id = await insertLink(tx, scope, link, slug);
    if (!id) continue;
    await recordAudit(tx, scope, [
      { action: "link.create", objectType: "link", objectId: id, after: { ...link, slug } },
    ]);
    return ok({ id, slug });
  }
  throw new AppError("busy");
}

/**
 * Makes a short link to one of the merchant's own pages. The same request id makes one link. Refusals:
 * `link_target_gone` when members cannot open what it is to lead to, `channel_unknown`, `expiry_past`. Throws `forbidden` for a
 * link to a page of the whole merchant's that is asked for from a store, where it would not be seen.
 */
export async function createLink(
  scope: Scope,
  { requestId, link }: { readonly requestId: string; readonly link: LinkInput },
): Promise<Result<CreatedLink>> {
  const once = { route: "link.create", key: requestId, body: { link } };
  return await transactOnce(scope, once, (tx) => makeLink(tx, scope, link));
}
