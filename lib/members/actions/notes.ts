"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { changeNote as change } from "@/lib/members/change-note";
import { noteMember as note } from "@/lib/members/note-member";
import { noteTextSchema } from "@/lib/members/schema";
import { type ActionCall, staffAction } from "@/lib/platform/action";

const requestId = z.string().min(8).max(64);
const memberId = z.string().startsWith("mbr_").max(40);

function shownAnew<T>(result: T): T {
  revalidatePath("/console/[merchant]", "layout");
  return result;
}

const noteAction = staffAction(
  { capability: "member.edit", input: z.strictObject({ requestId, memberId, text: noteTextSchema }) },
  async ({ scope, input }) => shownAnew(await note(scope, input)),
);
export async function noteMember(call: ActionCall) {
  return await noteAction(call);
}

const changeAction = staffAction(
  {
    capability: "member.edit",
    input: z.strictObject({
      ...{ requestId, memberId, noteId: z.string().startsWith("rmk_").max(40) },
      text: noteTextSchema.nullable(),
    }),
  },
  async ({ scope, input }) => shownAnew(await change(scope, input)),
);
/** Other words for a note, or null to take it away. */
export async function changeNote(call: ActionCall) {
  return await changeAction(call);
}
