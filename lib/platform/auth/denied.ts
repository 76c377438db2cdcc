import { db } from "@/db/client";
import { auditEntries } from "@/db/schema/merchants";
import { newId } from "@/lib/kernel/id";
import type { Capability } from "@/lib/platform/auth/permissions";
import { addressOf, type Scope } from "@/lib/platform/auth/scope";
import { log } from "@/lib/platform/log";
import { perProcess } from "@/lib/platform/per-process";

const EVERY_MS = 300_000;
const KEPT_AT_MOST = 10_000;

/**
 * Writes into the audit log that somebody was refused something their role does not include (S-40): once in five minutes
 * for each person and capability in each process, so that nobody fills the log by asking. Refused they are in any case.
 */
export async function noteDenied(scope: Scope, capability: Capability, path: string): Promise<void> {
  const noted = perProcess("staff-denied", () => new Map<string, number>());
  const key = `${scope.merchantId} ${scope.actor.id} ${capability}`;
  const now = performance.now();
  const last = noted.get(key);
  if (last !== undefined && now - last < EVERY_MS) return;
  if (noted.size >= KEPT_AT_MOST) noted.clear();
  noted.set(key, now);
  try {
    await write(scope, capability, path);
  } catch (err) {
    noted.delete(key);
    log.warn("that somebody was refused could not be noted", { err });
  }
}

async function write(scope: Scope, capability: Capability, path: string): Promise<void> {
  const { merchantId, actor, requestId } = scope;
  await db()
    .insert(auditEntries)
    .values({
      merchantId,
      id: newId("aud"),
      actorType: actor.type,
      actorId: actor.id,
      action: "staff.denied",
      objectType: "staff",
      objectId: actor.id ?? "",
      // Without the query, in which somebody may have typed anything.
      after: { capability, page: path.split("?")[0]?.slice(0, 300) },
      requestId,
      address: addressOf(scope),
    });
}
