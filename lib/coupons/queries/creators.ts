import { and, asc, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { coupons } from "@/db/schema/coupons";
import { staff } from "@/db/schema/merchants";
import { visible } from "@/lib/coupons/queries/reach";
import type { Scope } from "@/lib/platform/auth/scope";

/** Who made coupons that the reader sees, by name; a hundred at most. */
export async function listCouponCreators(scope: Scope) {
  return await db()
    .selectDistinct({ id: staff.id, name: staff.name })
    .from(coupons)
    .innerJoin(staff, eq(staff.id, coupons.createdBy))
    .where(and(visible(scope)))
    .orderBy(asc(staff.name), asc(staff.id))
    .limit(100);
}
