import type { ListSpec, ListState } from "@/components/ui/list-state";
import type { StaffListQuery } from "@/lib/merchants/queries/staff";
import { roles } from "@/lib/platform/auth/scope";

/** What the address of the list of people may say. */
export const staffListSpec = {
  filters: { status: ["deactivated"], role: roles, store: "text" },
  sorts: ["person"],
  defaultSort: "person",
  views: { active: {}, deactivated: { status: ["deactivated"] } },
} satisfies ListSpec;

/** What is asked of it by its address. */
export function staffQuery(state: ListState): StaffListQuery {
  const { q, filters, descending, cursor, size } = state;
  return {
    q,
    descending,
    cursor,
    size,
    roles: roles.filter((role) => filters.role?.includes(role)),
    status: filters.status ? "deactivated" : "active",
    storeIds: filters.store,
  };
}
