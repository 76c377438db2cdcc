import { AppError } from "@/lib/kernel/app-error";
import { ok, type Result } from "@/lib/kernel/result";
import { keepChoice } from "@/lib/links/repository/links";
import type { PromoteChoice } from "@/lib/links/schema";
import { transactOnce } from "@/lib/merchants/answer-once";
import { holdImages } from "@/lib/merchants/hold-images";
import type { Scope } from "@/lib/platform/auth/scope";

/**
 * Keeps what a person chose last in the promote dialog: their channel, and how their codes look. The last choice stands; a
 * logo of their own is held. Refusal: `image_gone`. Throws `forbidden` for who only looks as another role.
 */
export async function saveChoice(
  scope: Scope,
  { requestId, choice }: { readonly requestId: string; readonly choice: PromoteChoice },
): Promise<Result<{ saved: true }>> {
  if (scope.isPreview) throw new AppError("forbidden", "a preview changes nothing", { reason: "preview" });
  const { actor } = scope;
  if (actor.type !== "staff") throw new AppError("forbidden");
  return await transactOnce(
    scope,
    { route: "promote.choice", key: requestId, body: { choice } },
    async (tx) => {
      const { logo } = choice.look;
      const held = await holdImages(tx, scope, [logo.type === "custom" ? logo.imageId : null]);
      if (!held.ok) return held;
      await keepChoice(tx, scope, actor.id, choice);
      return ok({ saved: true as const });
    },
  );
}
