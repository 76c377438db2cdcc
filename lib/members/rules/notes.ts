type Reader = {
  readonly role?: string | null | undefined;
  readonly actor: { readonly type: string; readonly id: string | null };
};

/** Whether they may change a note that this member of staff wrote: their own, and a group admin anybody's. */
export function mayChangeNote({ role, actor }: Reader, writtenBy: string | null): boolean {
  if (actor.type !== "staff") return false;
  return role === "group_admin" || (writtenBy !== null && actor.id === writtenBy);
}
