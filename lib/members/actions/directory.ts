"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { exportInput } from "@/lib/jobs/schema";
import { startExport } from "@/lib/jobs/start-export";
import { AppError } from "@/lib/kernel/app-error";
import { ok } from "@/lib/kernel/result";
import { addMember as add } from "@/lib/members/add-member";
import { blockMember as block } from "@/lib/members/block-member";
import { editMember as edit } from "@/lib/members/edit-member";
import { eraseMember as erase } from "@/lib/members/erase-member";
import { noteAccess } from "@/lib/members/note-access";
import { pickMembers as pick } from "@/lib/members/pick-members";
import { memberData } from "@/lib/members/queries/access";
import { countMatching } from "@/lib/members/queries/file";
import { revealContact as reveal } from "@/lib/members/reveal-contact";
import { BULK_AT_MOST, bulkChangeSchema, emailInputSchema, profileInputSchema } from "@/lib/members/schema";
import { memberExportSchema } from "@/lib/members/schema/each";
import { memberFilterSchema } from "@/lib/members/schema/filter";
import { memberImportMappingSchema } from "@/lib/members/schema/import";
import { setMemberTier as setTier } from "@/lib/members/set-member-tier";
import { startBulk } from "@/lib/members/start-bulk";
import { startImport } from "@/lib/members/start-import";
import { tagMembers as tag } from "@/lib/members/tag-members";
import { type ActionCall, staffAction } from "@/lib/platform/action";
import { requestLocale } from "@/lib/platform/i18n";

const requestId = z.string().min(8).max(64);
const id = (prefix: string) => z.string().startsWith(`${prefix}_`).max(40);
const memberId = id("mbr");
const memberIds = z.array(memberId).min(1).max(BULK_AT_MOST);
const phone = z.string().trim().max(32);

function shownAnew<T>(result: T): T {
  revalidatePath("/console/[merchant]", "layout");
  return result;
}

const addMemberAction = staffAction(
  {
    capability: "member.edit",
    input: z.strictObject({
      ...{ requestId, phone: phone.min(4), email: emailInputSchema, profile: profileInputSchema },
      despiteErasure: z.boolean().default(false),
    }),
  },
  async ({ scope, input }) => shownAnew(await add(scope, input)),
);
export async function addMember(call: ActionCall) {
  return await addMemberAction(call);
}

const editMemberAction = staffAction(
  {
    capability: "member.edit",
    input: z.strictObject({
      ...{ requestId, memberId, revision: z.int().min(1), profile: profileInputSchema },
      contact: z.strictObject({
        phone: phone.nullable().transform((text) => text || null),
        email: emailInputSchema,
        noEmail: z.boolean(),
      }),
    }),
  },
  async ({ scope, input }) => shownAnew(await edit(scope, input)),
);
export async function editMember(call: ActionCall) {
  return await editMemberAction(call);
}

const blockMemberAction = staffAction(
  {
    capability: "member.block",
    input: z.strictObject({
      ...{ requestId, memberId, blocked: z.boolean() },
      reason: z.string().trim().min(1).max(200),
    }),
  },
  async ({ scope, input }) => shownAnew(await block(scope, input)),
);
export async function blockMember(call: ActionCall) {
  return await blockMemberAction(call);
}

const revealContactAction = staffAction(
  { capability: "member.reveal", input: z.strictObject({ requestId, memberId }) },
  async ({ scope, input }) => await reveal(scope, input.memberId),
);
/** A member's phone and e-mail address, whole; the log tells who looked. */
export async function revealContact(call: ActionCall) {
  return await revealContactAction(call);
}

const tagMembersAction = staffAction(
  {
    capability: "member.edit",
    input: z.strictObject({
      ...{ requestId, memberIds },
      add: z.array(id("tag")).max(50),
      remove: z.array(id("tag")).max(50),
    }),
  },
  async ({ scope, input }) => shownAnew(await tag(scope, input)),
);
export async function tagMembers(call: ActionCall) {
  return await tagMembersAction(call);
}

const pickMembersAction = staffAction(
  {
    capability: "member.edit",
    input: z.strictObject({ requestId, memberIds, groupId: id("grp"), change: z.enum(["add", "remove"]) }),
  },
  async ({ scope, input }) => shownAnew(await pick(scope, input)),
);
export async function pickMembers(call: ActionCall) {
  return await pickMembersAction(call);
}

const setTierAction = staffAction(
  {
    capability: "member.edit",
    input: z.strictObject({ requestId, memberId, planId: id("pln"), tierId: id("tir").nullable() }),
  },
  async ({ scope, input }) => shownAnew(await setTier(scope, input)),
);
export async function setMemberTier(call: ActionCall) {
  return await setTierAction(call);
}

const eraseMemberAction = staffAction(
  {
    capability: "member.erase",
    input: z.strictObject({ requestId, memberId, confirmation: z.string().trim().max(10) }),
  },
  async ({ scope, input }) => shownAnew(await erase(scope, input)),
);
export async function eraseMember(call: ActionCall) {
  return await eraseMemberAction(call);
}

const readDataAction = staffAction(
  { capability: "member.erase", input: z.strictObject({ requestId, memberId }) },
  async ({ scope, input }) => {
    const data = await memberData(scope, input.memberId);
    if (!data) throw new AppError("not_found");
    await noteAccess(scope, input.memberId);
    return ok({ fileName: `${input.memberId}.json`, text: JSON.stringify(data, null, 2) });
  },
);
/** All that is kept about a member, as a file for them; the log tells who took it. */
export async function readMemberData(call: ActionCall) {
  return await readDataAction(call);
}

const bulkAction = staffAction(
  {
    capability: "member.edit",
    input: z.strictObject({ requestId, filter: memberFilterSchema, change: bulkChangeSchema }),
  },
  async ({ scope, input }) => {
    const { count, capped } = await countMatching(scope, input.filter);
    return await startBulk(scope, { ...input, total: capped ? null : count });
  },
);
/** The same for everybody that a filter leaves, as a job. */
export async function changeManyMembers(call: ActionCall) {
  return await bulkAction(call);
}

const exportAction = staffAction(
  { capability: "member.export", input: exportInput(memberExportSchema) },
  async ({ scope, merchant, input }) => {
    const words = { locale: await requestLocale(), timeZone: merchant.timeZone };
    return await startExport(scope, { kind: "members.export", ...input, ...words });
  },
);
export async function exportMembers(call: ActionCall) {
  return await exportAction(call);
}

const importAction = staffAction(
  {
    capability: "member.import",
    input: z.strictObject({
      ...{ requestId, fileId: id("fil"), mapping: memberImportMappingSchema },
      ...{ tagIds: z.array(id("tag")).max(20), despiteErasure: z.boolean() },
    }),
  },
  async ({ scope, input }) => await startImport(scope, { ...input, locale: await requestLocale() }),
);
/** Members out of a file that was sent in, as a job. */
export async function importMembers(call: ActionCall) {
  return await importAction(call);
}
