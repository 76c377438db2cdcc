import type { ListSpec, ListState } from "@/components/ui/list-state";
import type { StaffListQuery } from "@/lib/merchants/queries/staff";
import type { StaffFilter } from "@/lib/merchants/schema";
import { roles } from "@/lib/platform/auth/scope";

/** What the address of the list of people may say. */
export const staffListSpec = {
  filters: { status: ["deactivated"], role: roles, store: "text" },
  sorts: ["person"],
  defaultSort: "person",
  views: { active: {}, deactivated: { status: ["deactivated"] } },
} satisfies ListSpec;

/** What it is narrowed by, as its file takes it. */
export function staffFilter({ q, filters, descending }: ListState): StaffFilter {
  return {
    q,
    descending,
    roles: roles.filter((role) => filters.role?.includes(role)),
    status: filters.status ? "deactivated" : "active",
    storeIds: filters.store ?? [],
  };
}

/** What is asked of it by its address. */
export function staffQuery(state: ListState): StaffListQuery {
  const { cursor, size } = state;
  return { ...staffFilter(state), cursor, size };
}
