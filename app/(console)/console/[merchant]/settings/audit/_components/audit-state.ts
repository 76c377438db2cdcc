import type { ListSpec, ListState } from "@/components/ui/list-state";
import { addDays, isLocalDate, startOfDay } from "@/lib/kernel/time";
import type { AuditQuery } from "@/lib/merchants/queries/audit";
import { auditActions, auditObjects } from "./audit-words";

/** What the address of the log may say. `from` and `until` are whole days of the organisation's clock. */
export const auditListSpec = {
  filters: { person: "text", action: auditActions, object: auditObjects, from: "text", until: "text" },
  sorts: ["when"],
  defaultSort: "-when",
} satisfies ListSpec;

/** What is asked of the log by its address. */
export function auditQuery(state: ListState, zone: string): AuditQuery {
  const { filters, q, cursor, size } = state;
  const day = (name: "from" | "until") => filters[name]?.find((text) => isLocalDate(text));
  const [from, until] = [day("from"), day("until")];
  return {
    q,
    cursor,
    size,
    actorIds: filters.person,
    actions: filters.action,
    objectType: filters.object?.[0],
    from: from ? startOfDay(from, zone) : undefined,
    until: until ? startOfDay(addDays(until, 1), zone) : undefined,
  };
}

/** What is in view, as its export takes it. */
export function exportFilter(query: AuditQuery) {
  const { q = "", actorIds = [], actions = [], objectType, from, until } = query;
  const period = { from: from?.toISOString(), until: until?.toISOString() };
  return { q, actorIds: [...actorIds], actions: [...actions], objectType, ...period };
}
