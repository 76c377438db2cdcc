import { db } from "@/db/client";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import type { Scope } from "@/lib/platform/auth/scope";
import { log } from "@/lib/platform/log";
import { hit } from "@/lib/platform/rate-limit";

/** How often one person may look for a voucher by its code: a queue at a counter, no list of codes tried one by one. */
const LOOK_UPS = { limit: 60, minutes: 5 } as const;

/**
 * Lets somebody at a desk look for one voucher: `find` is asked only within the limit of the person who looks, which all
 * processes share. Refusal: `too_many_look_ups{until}`.
 */
export async function lookUpVoucher<T>(
  scope: Scope,
  find: () => Promise<T | null>,
): Promise<Result<T | null>> {
  const { merchantId, actor, requestId } = scope;
  const counted = await hit(db(), { bucket: `voucher-look-up:${merchantId}:${actor.id}`, ...LOOK_UPS });
  if (counted.allowed) return ok(await find());
  log.warn("look-up of vouchers refused: too many", { requestId, merchantId, actor: actor.id ?? "" });
  return refuse("too_many_look_ups", { until: counted.until.toISOString() });
}
