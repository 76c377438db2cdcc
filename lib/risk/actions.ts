"use server";

import { revalidatePath } from "next/cache";
import { type ActionCall, staffAction } from "@/lib/platform/action";
import { acknowledgeAlert as acknowledge } from "@/lib/risk/acknowledge-alert";
import { acknowledgeInputSchema } from "@/lib/risk/schema";

const acknowledgeAlertAction = staffAction(
  { capability: "alert.manage", input: acknowledgeInputSchema },
  async ({ scope, input }) => {
    const result = await acknowledge(scope, input);
    revalidatePath("/console/[merchant]", "page");
    return result;
  },
);
export async function acknowledgeAlert(call: ActionCall) {
  return await acknowledgeAlertAction(call);
}
