import { consolePath } from "@/components/merchants/console-path";
import type { ActionPlace } from "@/components/ui/action-result";
import type { AuditRow } from "@/lib/merchants/queries/audit";
import type { AuditName } from "@/lib/merchants/queries/audit-names";
import type { Capability } from "@/lib/platform/auth/permissions";
import { pageCapability } from "../../../_components/page-capability";
import { objectPath } from "./audit-words";

type Reader = { readonly place: ActionPlace; readonly can: (capability: Capability) => boolean };

/**
 * The page that shows what an entry is about; null where there is none, or none that this reader may open: a page that is
 * refused writes that into the log.
 */
export function auditPath(
  { place, can }: Reader,
  { objectType, objectId }: Pick<AuditRow, "objectType" | "objectId">,
  name: AuditName | undefined,
): string | null {
  const path = objectPath(objectType, objectId, name?.within);
  if (!path) return null;
  const address = consolePath(place, path);
  const capability = pageCapability(address);
  return capability && can(capability) ? address : null;
}
