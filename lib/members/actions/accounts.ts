"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { adjustAccount as adjust } from "@/lib/members/adjust-account";
import { accountChangeSchema } from "@/lib/members/schema/accounts";
import { type ActionCall, staffAction } from "@/lib/platform/action";

const adjustAction = staffAction(
  {
    capability: "account.adjust",
    input: accountChangeSchema.extend({ requestId: z.string().min(8).max(64) }),
  },
  async ({ scope, input }) => {
    const done = await adjust(scope, input);
    revalidatePath("/console/[merchant]", "layout");
    return done;
  },
);
export async function adjustAccount(call: ActionCall) {
  return await adjustAction(call);
}
