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
  const { draft } = await searchParams;
  const asked = typeof draft === "string" ? draft : null;
  const found = asked === null ? null : await getDraft(scope, kind, asked);
  if (!found) return { values: empty, draft: { id: newId("drf"), revision: 0, savedAt: null, asked } };
  const { id, revision, updatedAt } = found;
  return { values: restored(empty, found.values), draft: { id, revision, savedAt: updatedAt, asked } };
}
