import type { ActionPlace } from "@/components/ui/action-result";
import { ListLater } from "@/components/workspace/list-later";
import type { OpenList } from "@/components/workspace/open-list";
import { type AuditQuery, listAudit } from "@/lib/merchants/queries/audit";
import { auditNames } from "@/lib/merchants/queries/audit-names";
import type { Capability } from "@/lib/platform/auth/permissions";
import type { Scope } from "@/lib/platform/auth/scope";
import { AuditList } from "./audit-list";

type AuditIndexProps = {
  scope: Scope;
  place: ActionPlace;
  list: OpenList;
  query: AuditQuery;
  timeZone: string;
  can: (capability: Capability) => boolean;
};

/** C-125: reads the page of the log that its address asks for, and what its entries are about. */
export function AuditIndex({ scope, place, list, query, timeZone, can }: AuditIndexProps) {
  const load = async () => {
    const page = await listAudit(scope, query);
    return { page, names: await auditNames(scope, page.rows) };
  };
  return (
    <ListLater path={list.basePath} columns={6} load={load}>
      {(loaded) => <AuditList {...{ place, list, timeZone, can, ...loaded }} />}
    </ListLater>
  );
}
