import type { Reader } from "@/db/client";
import { oracles } from "@/db/oracles";

/**
 * The invariants that do not hold now, by name, with how many rows break each. Empty = all hold. Looks at everything at
 * once: for tests and small databases; a large one in use is looked at in parts (lib/risk/reconcile-counters.ts).
 */
export async function brokenInvariants(reader: Reader): Promise<Record<string, number>> {
  const broken: Record<string, number> = {};
  for (const { name, find } of oracles) {
    const rows = await reader.execute(find(null));
    if (rows.length > 0) broken[name] = rows.length;
  }
  return broken;
}
