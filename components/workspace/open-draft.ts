import { restored } from "@/components/ui/form-diff";
import type { DraftStart } from "@/components/workspace/use-draft";
import { newId } from "@/lib/kernel/id";
import type { Scope } from "@/lib/platform/auth/scope";
import { getDraft } from "@/lib/workspace/queries";
import type { DraftKind } from "@/lib/workspace/schema";

type Opened<V> = { readonly values: V; readonly draft: DraftStart };

/** The values a form for something new begins with: those of the draft that the address names, else the empty ones. */
export async function openDraft<V>(
  scope: Scope,
  kind: DraftKind,
  empty: V,
  searchParams: Promise<{ draft?: string | string[] }>,
): Promise<Opened<V>> {
  const { draft: asked } = await searchParams;
  const found = typeof asked === "string" ? await getDraft(scope, kind, asked) : null;
  if (!found) return { values: empty, draft: { id: newId("drf"), revision: 0, savedAt: null } };
  const { id, revision, updatedAt } = found;
  return { values: restored(empty, found.values), draft: { id, revision, savedAt: updatedAt } };
}
