import type { Tx } from "@/db/client";
import { ok, type Result } from "@/lib/kernel/result";
import { makeLink } from "@/lib/links/create-link";
import { findOnSiteLink, lockPlaced } from "@/lib/links/repository/placements";
import { builtInChannels, linkInputSchema } from "@/lib/links/schema";
import type { PlacedTarget } from "@/lib/links/schema/placements";
import type { Scope } from "@/lib/platform/auth/scope";

const [onSite] = builtInChannels;

/**
 * The link by which placements lead to a thing, made where none leads on: all that comes by them is counted as its channel's.
 * One asker at a time until the transaction ends. Refusals as of `makeLink`.
 */
export async function onSiteLinkTo(
  tx: Tx,
  scope: Scope,
  target: PlacedTarget,
): Promise<Result<{ readonly id: string }>> {
  await lockPlaced(tx, scope, target);
  const known = await findOnSiteLink(tx, scope, target);
  const link = { target, channel: onSite.code, utm: { ...onSite.utm, ...noWords } };
  return known ? ok({ id: known }) : await makeLink(tx, scope, linkInputSchema.parse(link));
}

const noWords = { campaign: "", term: "", content: "" };
