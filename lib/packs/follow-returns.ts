import { z } from "zod";
import { inTransaction } from "@/db/transaction";
import { lookAnew } from "@/lib/packs/repository/purchases";
import { systemScope } from "@/lib/platform/auth/scope";
import type { ToldEvent } from "@/lib/platform/deliver-outbox";

const returned = z.object({ memberId: z.string() });

/**
 * A coupon came back with an order's refund: where it is of a pack that goes back by itself once it expired unused, that is
 * looked at again, for the pack was kept because of this very use (K5). Told twice, it is done once.
 */
export async function followReturn({ merchantId, subjectId, payload, id }: ToldEvent): Promise<void> {
  const { memberId } = returned.parse(payload);
  await inTransaction((tx) => lookAnew(tx, systemScope(merchantId, id), { id: subjectId, memberId }));
}
