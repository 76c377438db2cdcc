import { z } from "zod";

const ids = (prefix: string) => z.array(z.string().startsWith(`${prefix}_`).max(40)).max(500);

/** Members an audience names: any id in any list lets a member in (pricing.md section 3). */
const matchAudience = z.strictObject({
  type: z.literal("match"),
  planIds: ids("pln").default([]),
  tierIds: ids("tir").default([]),
  groupIds: ids("grp").default([]),
  tagIds: ids("tag").default([]),
  memberIds: ids("mbr").default([]),
});

/** For whom something is: one shape in coupons, activities and everywhere else (M5). */
export const audienceSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("all") }),
  z.strictObject({ type: z.literal("new") }),
  z.strictObject({ type: z.literal("existing") }),
  matchAudience,
]);
export type Audience = z.output<typeof audienceSchema>;

/** Whether an audience of kind `match` names anybody at all; an empty one would let nobody in. */
export function namesNobody(audience: Audience): boolean {
  if (audience.type !== "match") return false;
  const { planIds, tierIds, groupIds, tagIds, memberIds } = audience;
  return [planIds, tierIds, groupIds, tagIds, memberIds].every((list) => list.length === 0);
}
