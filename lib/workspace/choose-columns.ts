import { ok, type Result } from "@/lib/kernel/result";
import { transactOnce } from "@/lib/merchants/answer-once";
import type { Scope } from "@/lib/platform/auth/scope";
import { readerOf } from "@/lib/workspace/check-list";
import { upsertPreference } from "@/lib/workspace/repository";
import type { ColumnChoice } from "@/lib/workspace/schema";

/** Keeps which columns of a list the caller sees and in which order; the last choice stands. Throws `forbidden`. */
export async function chooseColumns(
  scope: Scope,
  { requestId, ...body }: ColumnChoice & { readonly requestId: string },
): Promise<Result<{ list: string }>> {
  const { list, columns } = body;
  const staffId = readerOf(scope, list);
  return await transactOnce(scope, { route: "list.columns", key: requestId, body }, async (tx) => {
    await upsertPreference(tx, scope, { staffId, list }, { columns });
    return ok({ list });
  });
}
