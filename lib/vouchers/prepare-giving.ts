import type { Tx } from "@/db/client";
import { inTransaction } from "@/db/transaction";
import { findGivable } from "@/lib/coupons/find-givable";
import { startJob } from "@/lib/jobs/start-job";
import { newId } from "@/lib/kernel/id";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { checkAudience } from "@/lib/members/check-audience";
import { findListed } from "@/lib/members/find-listed";
import { answerOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import { GRANT_CAP } from "@/lib/platform/auth/permissions";
import type { Scope } from "@/lib/platform/auth/scope";
import { insertGiving, insertGivingRows, membersIn } from "@/lib/vouchers/repository/givings";
import { type ListLine, linesOf, rowsOf } from "@/lib/vouchers/rules/giving";
import { type GivingInput, type GivingJob, PASTED_LINES } from "@/lib/vouchers/schema";

export type PrepareGiving = {
  readonly requestId: string;
  readonly giving: GivingInput;
  readonly locale: GivingJob["locale"];
};

/**
 * Writes down to whom a coupon is to be given, for somebody to look at before `startGiving` gives anything: pasted lines
 * are looked up at once, a file by a job. The same request id makes one. Refusals: `grant_cap{limit}`, those of
 * `findGivable`, `audience_unknown`, `list_too_long{limit}`, `list_empty`, `too_many_jobs`. Throws `not_found`.
 */
export async function prepareGiving(
  scope: Scope,
  request: PrepareGiving,
): Promise<Result<{ givingId: string }>> {
  const { requestId, giving } = request;
  const cap = scope.role ? (GRANT_CAP[scope.role] ?? 0) : Number.POSITIVE_INFINITY;
  if (giving.quantity > cap) return refuse("grant_cap", { limit: cap });
  return await inTransaction((tx) =>
    answerOnce(tx, scope, { route: "giving.prepare", key: requestId, body: giving }, () =>
      prepare(tx, scope, request),
    ),
  );
}

async function prepare(tx: Tx, scope: Scope, request: PrepareGiving): Promise<Result<{ givingId: string }>> {
  const { to, couponId, quantity } = request.giving;
  const coupon = await findGivable(tx, scope, couponId);
  if (coupon.refusal) return { ok: false, refusal: coupon.refusal };
  const audience = to.type === "audience" ? to.audience : null;
  const unknown = audience ? await checkAudience(tx, scope, audience) : null;
  if (unknown) return { ok: false, refusal: unknown };
  const lines = to.type === "list" ? linesOf(to.text) : null;
  if (lines && lines.length > PASTED_LINES) return refuse("list_too_long", { limit: PASTED_LINES });
  if (lines?.length === 0) return refuse("list_empty");
  const givingId = newId("giv");
  const reading = to.type === "file" ? await startReading(tx, scope, givingId, request, coupon.name) : null;
  if (reading && !reading.ok) return reading;
  const readJobId = reading?.value.jobId ?? null;
  const complete = to.type === "list";
  await insertGiving(tx, scope, givingId, {
    couponId,
    quantity,
    source: to.type,
    audience,
    complete,
    readJobId,
  });
  if (lines) await keepLines(tx, scope, givingId, lines);
  const after = { couponId, quantity, source: to.type };
  await recordAudit(tx, scope, [
    { action: "giving.prepare", objectType: "giving", objectId: givingId, after },
  ]);
  return ok({ givingId });
}

async function startReading(
  tx: Tx,
  scope: Scope,
  givingId: string,
  { requestId, locale, giving: { to } }: PrepareGiving,
  name: string,
): Promise<Result<{ jobId: string }>> {
  if (to.type !== "file") throw new Error("only a file is read by a job");
  const input: GivingJob = { givingId, locale };
  return await startJob(tx, scope, {
    kind: "vouchers.readList",
    input,
    requestId,
    title: { name },
    fileId: to.fileId,
  });
}

/** Looks lines up and keeps them in a giving: whoever is named first time waits, the others are refused. */
export async function keepLines(
  tx: Tx,
  scope: Scope,
  givingId: string,
  lines: readonly ListLine[],
): Promise<void> {
  const found = await findListed(tx, scope, [...new Set(lines.map(({ value }) => value))]);
  const known = await membersIn(tx, scope, givingId, [...found.values()]);
  const rows = rowsOf(lines, (value) => found.get(value) ?? null, known);
  await insertGivingRows(tx, scope, givingId, rows, "waiting");
}
