"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { exportInput } from "@/lib/jobs/schema";
import { startExport } from "@/lib/jobs/start-export";
import { ok } from "@/lib/kernel/result";
import { createGroup as newGroup } from "@/lib/members/create-group";
import { createPlan as newPlan } from "@/lib/members/create-plan";
import { createTag as newTag } from "@/lib/members/create-tag";
import { deleteGroup as dropGroup } from "@/lib/members/delete-group";
import { deleteGroups as dropGroups } from "@/lib/members/delete-groups";
import { deletePlan as dropPlan } from "@/lib/members/delete-plan";
import { editGroup as changeGroup } from "@/lib/members/edit-group";
import { editPlan as changePlan } from "@/lib/members/edit-plan";
import { editTag as changeTag } from "@/lib/members/edit-tag";
import { foldTag as fold } from "@/lib/members/fold-tag";
import { foldTags as foldMany } from "@/lib/members/fold-tags";
import { orderPlans as order } from "@/lib/members/order-plans";
import { previewRule as preview } from "@/lib/members/queries/groups";
import { groupInputSchema, groupRuleSchema, planInputSchema, tagInputSchema } from "@/lib/members/schema";
import { groupFilterSchema, tagFilterSchema } from "@/lib/members/schema/filter";
import { type ActionCall, staffAction } from "@/lib/platform/action";
import { AT_ONCE } from "@/lib/platform/each-one";
import { requestLocale } from "@/lib/platform/i18n";
import { discardDraft } from "@/lib/workspace/discard-draft";

const requestId = z.string().min(8).max(64);
/** What was typed so far goes when the thing is made of it. */
const draftId = z.string().startsWith("drf_").max(40).optional();
const id = (prefix: string) => z.string().startsWith(`${prefix}_`).max(40);
const revision = z.int().min(1);
const organise = { capability: "member.organise" } as const;

/** Tags, groups and tiers stand in lists, forms and pickers all over the console. */
function shownAnew<T>(result: T): T {
  revalidatePath("/console/[merchant]", "layout");
  return result;
}

const createTagAction = staffAction(
  { ...organise, input: z.strictObject({ requestId, tag: tagInputSchema }) },
  async ({ scope, input }) => shownAnew(await newTag(scope, input)),
);
export async function createTag(call: ActionCall) {
  return await createTagAction(call);
}

const editTagAction = staffAction(
  { ...organise, input: z.strictObject({ requestId, tagId: id("tag"), tag: tagInputSchema }) },
  async ({ scope, input }) => shownAnew(await changeTag(scope, input)),
);
export async function editTag(call: ActionCall) {
  return await editTagAction(call);
}

const foldTagAction = staffAction(
  { ...organise, input: z.strictObject({ requestId, tagId: id("tag"), into: id("tag").nullable() }) },
  async ({ scope, input }) => shownAnew(await fold(scope, input)),
);
export async function foldTag(call: ActionCall) {
  return await foldTagAction(call);
}

const ids = (prefix: string) => z.array(id(prefix)).min(1).max(AT_ONCE);

const foldTagsAction = staffAction(
  { ...organise, input: z.strictObject({ requestId, ids: ids("tag"), into: id("tag").nullable() }) },
  async ({ scope, input: { ids: chosen, ...request } }) => {
    const tags = chosen.map((one) => ({ id: one, name: "" }));
    return shownAnew(await foldMany(scope, { ...request, tags }));
  },
);
/** Deletes the chosen tags or merges them into another; each has its own outcome. */
export async function foldTags(call: ActionCall) {
  return await foldTagsAction(call);
}

const createPlanAction = staffAction(
  { ...organise, input: z.strictObject({ requestId, plan: planInputSchema, draftId }) },
  async ({ scope, input: { draftId: typed, ...input } }) => {
    const made = await newPlan(scope, input);
    if (made.ok && typed) await discardDraft(scope, { kind: "plan", draftId: typed });
    return shownAnew(made);
  },
);
export async function createPlan(call: ActionCall) {
  return await createPlanAction(call);
}

const editPlanAction = staffAction(
  { ...organise, input: z.strictObject({ requestId, planId: id("pln"), revision, plan: planInputSchema }) },
  async ({ scope, input }) => shownAnew(await changePlan(scope, input)),
);
export async function editPlan(call: ActionCall) {
  return await editPlanAction(call);
}

const deletePlanAction = staffAction(
  { ...organise, input: z.strictObject({ requestId, planId: id("pln") }) },
  async ({ scope, input }) => shownAnew(await dropPlan(scope, input)),
);
export async function deletePlan(call: ActionCall) {
  return await deletePlanAction(call);
}

const orderPlansAction = staffAction(
  { ...organise, input: z.strictObject({ requestId, planIds: z.array(id("pln")).min(1).max(100) }) },
  async ({ scope, input }) => shownAnew(await order(scope, input)),
);
export async function orderPlans(call: ActionCall) {
  return await orderPlansAction(call);
}

const createGroupAction = staffAction(
  { ...organise, input: z.strictObject({ requestId, group: groupInputSchema, draftId }) },
  async ({ scope, input: { draftId: typed, ...input } }) => {
    const made = await newGroup(scope, input);
    if (made.ok && typed) await discardDraft(scope, { kind: "group", draftId: typed });
    return shownAnew(made);
  },
);
export async function createGroup(call: ActionCall) {
  return await createGroupAction(call);
}

const editGroupAction = staffAction(
  {
    ...organise,
    input: z.strictObject({ requestId, groupId: id("grp"), revision, group: groupInputSchema }),
  },
  async ({ scope, input }) => shownAnew(await changeGroup(scope, input)),
);
export async function editGroup(call: ActionCall) {
  return await editGroupAction(call);
}

const deleteGroupAction = staffAction(
  { ...organise, input: z.strictObject({ requestId, groupId: id("grp") }) },
  async ({ scope, input }) => shownAnew(await dropGroup(scope, input)),
);
export async function deleteGroup(call: ActionCall) {
  return await deleteGroupAction(call);
}

const deleteGroupsAction = staffAction(
  { ...organise, input: z.strictObject({ requestId, ids: ids("grp") }) },
  async ({ scope, input: { ids: chosen, ...request } }) => {
    const groups = chosen.map((one) => ({ id: one, name: "" }));
    return shownAnew(await dropGroups(scope, { ...request, groups }));
  },
);
/** Deletes the chosen groups; each has its own outcome. */
export async function deleteGroups(call: ActionCall) {
  return await deleteGroupsAction(call);
}

const previewRuleAction = staffAction(
  { ...organise, input: z.object({ rule: groupRuleSchema }) },
  async ({ scope, input }) => ok(await preview(scope, input.rule)),
);
/** How many members a rule being written lets in now, with ten of them. */
export async function previewGroupRule(call: ActionCall) {
  return await previewRuleAction(call);
}

const exportGroupsAction = staffAction(
  { capability: "member.organise", input: exportInput(groupFilterSchema) },
  async ({ scope, merchant, input }) => {
    const words = { locale: await requestLocale(), timeZone: merchant.timeZone };
    return await startExport(scope, { kind: "members.groups", ...input, ...words });
  },
);
export async function exportGroups(call: ActionCall) {
  return await exportGroupsAction(call);
}

const exportTagsAction = staffAction(
  { capability: "member.organise", input: exportInput(tagFilterSchema) },
  async ({ scope, merchant, input }) => {
    const words = { locale: await requestLocale(), timeZone: merchant.timeZone };
    return await startExport(scope, { kind: "members.tags", ...input, ...words });
  },
);
export async function exportTags(call: ActionCall) {
  return await exportTagsAction(call);
}
