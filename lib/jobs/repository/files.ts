import { and, eq, type InferSelectModel, isNotNull, isNull, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { jobFileParts, jobFiles } from "@/db/schema/jobs";
import type { Run } from "@/lib/jobs/repository/runs";
import { KEPT_DAYS } from "@/lib/jobs/schema";
import { newId } from "@/lib/kernel/id";
import type { Scope } from "@/lib/platform/auth/scope";

type FileRow = InferSelectModel<typeof jobFiles>;
export type NewFile = Pick<FileRow, "role" | "name" | "type">;

const kept = sql.raw(`now() + interval '${KEPT_DAYS} days'`);
const fileIs = (merchantId: string, fileId: string) =>
  and(eq(jobFiles.merchantId, merchantId), eq(jobFiles.id, fileId));

/** Begins a file of a job; one of the same role and type that an earlier run made or left unfinished goes. */
export async function insertResultFile(tx: Tx, run: Run, file: NewFile): Promise<string> {
  const { merchantId, id: jobId } = run;
  const same = and(
    eq(jobFiles.merchantId, merchantId),
    eq(jobFiles.jobId, jobId),
    eq(jobFiles.role, file.role),
    eq(jobFiles.type, file.type),
  );
  await tx.delete(jobFiles).where(same);
  const id = newId("fil");
  await tx.insert(jobFiles).values({ merchantId, id, jobId, ...file, expiresAt: kept });
  return id;
}

/** Begins a file that somebody sends in. It is kept for a day unless a job takes it. */
export async function insertUpload(
  tx: Tx,
  scope: Scope,
  file: Pick<NewFile, "name" | "type">,
): Promise<string> {
  const { merchantId, actor } = scope;
  const id = newId("fil");
  await tx.insert(jobFiles).values({
    merchantId,
    id,
    role: "input",
    ...file,
    createdBy: actor.id,
    expiresAt: sql`now() + interval '1 day'`,
  });
  return id;
}

/** Holds a file that this actor sends in until the transaction ends; null = it is not theirs. */
export async function lockUpload(tx: Tx, scope: Scope, fileId: string) {
  const [row] = await tx
    .select({ bytes: jobFiles.bytes, completedAt: jobFiles.completedAt })
    .from(jobFiles)
    .where(
      and(
        fileIs(scope.merchantId, fileId),
        eq(jobFiles.role, "input"),
        eq(jobFiles.createdBy, scope.actor.id ?? ""),
      ),
    )
    .for("update");
  return row ?? null;
}

/** Adds a part of a locked file that is sent in; one that came before stays as it was. */
export async function insertUploadPart(
  tx: Tx,
  scope: Scope,
  fileId: string,
  part: number,
  data: Uint8Array,
): Promise<void> {
  const { merchantId } = scope;
  await tx.insert(jobFileParts).values({ merchantId, fileId, part, data }).onConflictDoNothing();
}

/** How many parts a file has, and how many bytes in all. */
export async function measureParts(tx: Tx, scope: Scope, fileId: string) {
  const [row] = await tx
    .select({
      parts: sql<number>`count(*)::int`,
      bytes: sql<number>`coalesce(sum(length(${jobFileParts.data})), 0)::int`,
    })
    .from(jobFileParts)
    .where(and(eq(jobFileParts.merchantId, scope.merchantId), eq(jobFileParts.fileId, fileId)));
  return row ?? { parts: 0, bytes: 0 };
}

/** Adds the bytes of one part. */
export async function insertFilePart(
  tx: Tx,
  merchantId: string,
  fileId: string,
  part: number,
  data: Uint8Array,
): Promise<void> {
  await tx.insert(jobFileParts).values({ merchantId, fileId, part, data });
}

/** Says that a file is whole. */
export async function completeFile(tx: Tx, merchantId: string, fileId: string, bytes: number): Promise<void> {
  await tx.update(jobFiles).set({ bytes, completedAt: sql`now()` }).where(fileIs(merchantId, fileId));
}

/** Gives a whole file that this actor sent in to their job; false = there is none such, or another job has it. */
export async function giveFileToJob(tx: Tx, scope: Scope, fileId: string, jobId: string): Promise<boolean> {
  const taken = await tx
    .update(jobFiles)
    .set({ jobId, expiresAt: kept })
    .where(
      and(
        fileIs(scope.merchantId, fileId),
        eq(jobFiles.role, "input"),
        eq(jobFiles.createdBy, scope.actor.id ?? ""),
        isNull(jobFiles.jobId),
        isNotNull(jobFiles.completedAt),
      ),
    )
    .returning({ id: jobFiles.id });
  return taken.length === 1;
}

/** The file that a job reads; null = it has none. */
export async function findInputFile(tx: Tx, run: Run) {
  const [row] = await tx
    .select({ id: jobFiles.id, name: jobFiles.name, type: jobFiles.type, bytes: jobFiles.bytes })
    .from(jobFiles)
    .where(
      and(
        eq(jobFiles.merchantId, run.merchantId),
        eq(jobFiles.jobId, run.id),
        eq(jobFiles.role, "input"),
        isNotNull(jobFiles.completedAt),
      ),
    );
  return row ?? null;
}

/** The bytes of one part; null = the file has no more. */
export async function findFilePart(
  tx: Tx,
  merchantId: string,
  fileId: string,
  part: number,
): Promise<Uint8Array | null> {
  const [row] = await tx
    .select({ data: jobFileParts.data })
    .from(jobFileParts)
    .where(
      and(
        eq(jobFileParts.merchantId, merchantId),
        eq(jobFileParts.fileId, fileId),
        eq(jobFileParts.part, part),
      ),
    );
  return row?.data ?? null;
}
