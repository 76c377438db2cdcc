"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { ok } from "@/lib/kernel/result";
import { changePlacement as changeIt } from "@/lib/links/change-placement";
import { createPlacement as place } from "@/lib/links/create-placement";
import { editPlacement as save } from "@/lib/links/edit-placement";
import { placementsOf } from "@/lib/links/queries/placements";
import { placedTargetSchema, placementInputSchema } from "@/lib/links/schema/placements";
import { type ActionCall, staffAction } from "@/lib/platform/action";

const requestId = z.string().min(8).max(64);
const placementId = z.string().startsWith("plc_").max(40);

/** Lists of the console that show placements; members' pages are made anew for each look. */
function shownAnew<T>(result: T): T {
  revalidatePath("/console/[merchant]/links", "layout");
  revalidatePath("/console/[merchant]/s/[store]/links", "layout");
  return result;
}

const findAction = staffAction(
  { capability: "link.read", input: z.strictObject({ target: placedTargetSchema }) },
  async ({ scope, input }) => ok(await placementsOf(scope, input.target)),
);
/** Where one thing is placed: what the promote dialog's tab shows. */
export async function findPlacements(call: ActionCall) {
  return await findAction(call);
}

const createAction = staffAction(
  {
    capability: "link.write",
    input: z.strictObject({ requestId, target: placedTargetSchema, placement: placementInputSchema }),
  },
  async ({ scope, input }) => shownAnew(await place(scope, input)),
);
export async function createPlacement(call: ActionCall) {
  return await createAction(call);
}

const editAction = staffAction(
  {
    capability: "link.write",
    input: z.strictObject({
      requestId,
      placementId,
      revision: z.int().min(1),
      placement: placementInputSchema,
    }),
  },
  async ({ scope, input }) => shownAnew(await save(scope, input)),
);
export async function editPlacement(call: ActionCall) {
  return await editAction(call);
}

const changeAction = staffAction(
  {
    capability: "link.write",
    input: z.strictObject({ requestId, placementId, change: z.enum(["disable", "enable", "delete"]) }),
  },
  async ({ scope, input }) => shownAnew(await changeIt(scope, input)),
);
export async function changePlacement(call: ActionCall) {
  return await changeAction(call);
}
