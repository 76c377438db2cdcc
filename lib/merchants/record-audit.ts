import type { Tx } from "@/db/client";
import { AppError } from "@/lib/kernel/app-error";
import { insertAudit } from "@/lib/merchants/repository";
import type { Scope } from "@/lib/platform/auth/scope";

export type AuditRecord = {
  /** `<object>.<verb>` */
  readonly action: string;
  readonly objectType: string;
  readonly objectId: string;
  /** The fields that changed, before and after; leave out what did not change and anything secret. */
  readonly before?: Readonly<Record<string, unknown>> | null;
  readonly after?: Readonly<Record<string, unknown>> | null;
  /** The request that did it, where the transaction serves several of one caller. */
  readonly requestId?: string;
};

/**
 * Writes who did what in the transaction that does it: there is no change without its row (I-26). Throws `forbidden` for
 * somebody who only looks as another role, and so takes back what was done before it.
 */
export async function recordAudit(tx: Tx, scope: Scope, records: readonly AuditRecord[]): Promise<void> {
  await recordAudits(
    tx,
    records.map((record) => ({ scope, record })),
  );
}

/** As `recordAudit`, in one transaction that serves several actors of one merchant. */
export async function recordAudits(
  tx: Tx,
  all: readonly { readonly scope: Scope; readonly record: AuditRecord }[],
): Promise<void> {
  if (all.length === 0) return;
  if (all.some(({ scope }) => scope.isPreview))
    throw new AppError("forbidden", "a preview changes nothing", { reason: "preview" });
  await insertAudit(tx, all);
}
