import type { Role } from "@/lib/platform/auth/scope";

export type ViewFacts = { readonly ownerId: string; readonly shared: boolean };

/** Who may rename, replace, share or delete a view: whoever made it; of a shared one a group admin, too. */
export function mayChangeView(view: ViewFacts, actorId: string | null, role: Role | null): boolean {
  return view.ownerId === actorId || (view.shared && role === "group_admin");
}
