import type { Tx } from "@/db/client";
import { AppError } from "@/lib/kernel/app-error";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { lockLinks, setDisabled } from "@/lib/links/repository/links";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";
import { type EachOutcome, eachOne, type Named } from "@/lib/platform/each-one";

export type LinkChange = "disable" | "enable";

/** One of them, in a transaction that is there; refusals as of `changeLinks`, nothing is written with one. */
export async function changeLink(
  tx: Tx,
  scope: Scope,
  linkId: string,
  change: LinkChange,
): Promise<Result<{ id: string }>> {
  const [link] = await lockLinks(tx, scope, [linkId]);
  if (!link) throw new AppError("not_found");
  if ((link.disabledAt !== null) === (change === "disable")) return refuse("wrong_state");
  await setDisabled(tx, scope, linkId, change === "disable");
  const [before, after] = [{ active: change === "disable" }, { active: change === "enable" }];
  const action = `link.${change}`;
  await recordAudit(tx, scope, [{ action, objectType: "link", objectId: linkId, before, after }]);
  return ok({ id: linkId });
}

/**
 * Makes links lead nowhere, or on again, each in a transaction of its own: within a second everybody who opens one is told.
 * What came through them stays counted. The same request id changes each once. Refusals of each: `wrong_state`, `not_found`.
 */
export async function changeLinks(
  scope: Scope,
  request: { readonly requestId: string; readonly links: readonly Named[]; readonly change: LinkChange },
): Promise<Result<EachOutcome>> {
  const { requestId, links, change } = request;
  const work = async (linkId: string, key: string) =>
    await transactOnce(scope, { route: "link.change", key, body: { linkId, change } }, (tx) =>
      changeLink(tx, scope, linkId, change),
    );
  return ok(await eachOne(requestId, links, work));
}
