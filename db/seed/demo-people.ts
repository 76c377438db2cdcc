import { z } from "zod";
import people from "@/db/seed/demo-people.json";

const demoMember = z.strictObject({
  name: z.string().nullable(),
  nickname: z.string().optional(),
  birthday: z.iso.date().optional(),
  /** Days since they registered. */
  since: z.int(),
  tier: z.enum(["Silver", "Gold", "Black"]).optional(),
  tags: z.array(z.enum(["vip", "student", "office", "lapsed"])).optional(),
  store: z.enum(["Mong Kok", "Central", "Sha Tin", "Ginza"]).optional(),
  regular: z.boolean().optional(),
  ordered: z.boolean().optional(),
});
export type DemoMember = z.output<typeof demoMember>;

/** The members of the demo merchant. */
export const demoMembers: readonly DemoMember[] = z.array(demoMember).parse(people);
