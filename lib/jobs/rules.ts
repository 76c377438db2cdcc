import type { Role } from "@/lib/platform/auth/scope";

/** Who looks at a job, and whose it is. */
export type Look = {
  readonly role: Role | null;
  readonly actorId: string | null;
  readonly createdBy: string | null;
  /** Whether the reader may do what the job does. */
  readonly mayDoIt: boolean;
};

/**
 * Whether somebody may see a job, cancel it and take its files: whoever started it, and group admins, while they may do
 * what it does. `seenBy` of the queries says the same in SQL.
 */
export function maySeeJob({ role, actorId, createdBy, mayDoIt }: Look): boolean {
  return mayDoIt && (role === "group_admin" || (actorId !== null && actorId === createdBy));
}
