import { goodsRefusal } from "@/lib/activities/check-goods";
import { deleteTemplate, insertTemplate, lockTemplates } from "@/lib/activities/repository/pages";
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

/** Most templates of one merchant. */
export const MAX_TEMPLATES = 50;

/**
 * Keeps a page for the merchant to begin others with. The same request id keeps it once; a page that is not valid throws
 * `malformed`. Refusals: `too_many_templates{limit}`, `image_gone`, `video_gone`, `captions_gone`, `product_gone`, `pack_gone`.
 */
export async function savePageTemplate(
  scope: Scope,
  request: { readonly requestId: string; readonly name: string; readonly page: unknown },
): Promise<Result<{ id: string }>> {
  const { requestId, name } = request;
  const page = readPage(request.page);
  if (!page) throw new AppError("malformed", "this is no page", { path: "page" });
  return await transactOnce(
    scope,
    { route: "page.save_template", key: requestId, body: { name, page } },
    async (tx) => {
      if ((await lockTemplates(tx, scope)) >= MAX_TEMPLATES)
        return refuse("too_many_templates", { limit: MAX_TEMPLATES });
      const held = await holdImages(tx, scope, pageImageIds(page));
      if (!held.ok) return held;
      const films = await holdMedia(tx, scope, blockMedia(page.blocks));
      if (!films.ok) return films;
      const refused = await goodsRefusal(tx, scope, page);
      if (refused) return refused;
      const id = await insertTemplate(tx, scope, { name, page });
      await recordAudit(tx, scope, [
        { action: "page_template.create", objectType: "page_template", objectId: id, after: { name } },
      ]);
      return ok({ id });
    },
  );
}

/**
 * Takes a template away; pages that were begun with it stay. Whoever works in some stores only may take away their own.
 * Throws `not_found` where there is none.
 */
export async function deletePageTemplate(
  scope: Scope,
  request: { readonly requestId: string; readonly templateId: string },
): Promise<Result<{ id: string }>> {
  const { requestId, templateId } = request;
  return await transactOnce(
    scope,
    { route: "page.delete_template", key: requestId, body: { templateId } },
    async (tx) => {
      const name = await deleteTemplate(tx, scope, templateId);
      if (name === null) throw new AppError("not_found");
      await recordAudit(tx, scope, [
        {
          action: "page_template.delete",
          objectType: "page_template",
          objectId: templateId,
          before: { name },
        },
      ]);
      return ok({ id: templateId });
    },
  );
}
