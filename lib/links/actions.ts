"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { exportInput } from "@/lib/jobs/schema";
import { startEach } from "@/lib/jobs/start-each";
import { startExport } from "@/lib/jobs/start-export";
import { ok, refuse } from "@/lib/kernel/result";
import { changeLinks as changeThem } from "@/lib/links/change-links";
import { createChannel as makeChannel } from "@/lib/links/create-channel";
import { createLink as makeLink } from "@/lib/links/create-link";
import { changeChannelState as changeState, editChannel as saveChannel } from "@/lib/links/edit-channel";
import { lastChoice, listChannels } from "@/lib/links/queries/channels";
import { chosenLinks, linksTo } from "@/lib/links/queries/links";
import {
  findTargets,
  pagesOfCoupon,
  promotableActivity,
  promotablePack,
} from "@/lib/links/queries/promotable";
import { saveChoice as keepChoice } from "@/lib/links/save-choice";
import {
  channelInputSchema,
  linkAges,
  linkBulkSchema,
  linkFilterSchema,
  linkInputSchema,
  promoteChoiceSchema,
  soughtTypes,
  targetTypes,
} from "@/lib/links/schema";
import { type ActionCall, staffAction } from "@/lib/platform/action";
import { can } from "@/lib/platform/auth/permissions";
import { AT_ONCE, type BulkResult, withMissing } from "@/lib/platform/each-one";
import { env } from "@/lib/platform/env";
import { requestLocale } from "@/lib/platform/i18n";

const requestId = z.string().min(8).max(64);
const channelId = z.string().startsWith("chn_").max(40);

/** Lists and pages of the console that show links. */
function shownAnew<T>(result: T): T {
  revalidatePath("/console/[merchant]/links", "layout");
  revalidatePath("/console/[merchant]/s/[store]/links", "layout");
  return result;
}

const createLinkAction = staffAction(
  { capability: "link.write", input: z.strictObject({ requestId, link: linkInputSchema }) },
  async ({ scope, input }) => shownAnew(await makeLink(scope, input)),
);
export async function createLink(call: ActionCall) {
  return await createLinkAction(call);
}

const choiceSchema = z.union([
  z.strictObject({ ids: z.array(z.string().startsWith("lnk_").max(40)).min(1).max(AT_ONCE) }),
  z
    .strictObject({
      filter: z.strictObject({
        q: z.string().max(100),
        channel: z.array(z.string().max(30)).max(50).optional(),
        target: z.array(z.enum(targetTypes)).optional(),
        state: z.array(z.enum(["live", "over"])).optional(),
        made: z.array(z.enum(linkAges)).max(1).optional(),
      }),
    })
    .transform(({ filter: { q, channel = [], target = [], state = [], made = [] } }) => ({
      filter: { q, channels: channel, targets: target, state, made },
    })),
]);

const changeLinksAction = staffAction(
  {
    capability: "link.write",
    input: z.strictObject({ requestId, choice: choiceSchema, change: linkBulkSchema }),
  },
  async ({ scope, input: { choice, requestId, change } }): Promise<BulkResult> => {
    const found = await chosenLinks(scope, choice, AT_ONCE + 1);
    if ("filter" in choice && found.length > AT_ONCE) {
      const input = { filter: choice.filter, change, locale: await requestLocale() };
      return await startEach(scope, { kind: "links.change", requestId, input });
    }
    return shownAnew(await changeThem(scope, { requestId, change, links: withMissing(choice, found) }));
  },
);
/** One change of the chosen links, each with its own outcome; for more than 200 that a filter leaves, a job. */
export async function changeLinks(call: ActionCall) {
  return await changeLinksAction(call);
}

const readCodesAction = staffAction(
  { capability: "link.read", input: z.strictObject({ requestId, choice: choiceSchema }) },
  async ({ scope, input: { choice } }) => {
    const found = await chosenLinks(scope, choice, AT_ONCE + 1);
    if (found.length > AT_ONCE) return refuse("too_many_selected", { most: AT_ONCE });
    return ok(
      found
        .filter((link) => link.isLive)
        .map(({ slug, label, channel, targetName }) => ({
          slug,
          channel,
          name: label || (targetName ?? ""),
        })),
    );
  },
);
/** What the QR codes of the chosen links, or of all that a list's filters leave, are made of; those that are over have none. */
export async function readCodes(call: ActionCall) {
  return await readCodesAction(call);
}

const findTargetsAction = staffAction(
  {
    capability: "link.write",
    input: z.strictObject({ type: z.enum(soughtTypes), text: z.string().trim().max(60) }),
  },
  async ({ scope, input }) => ok(await findTargets(scope, input)),
);
/** Activities, packs or stores that a link can lead to, by a part of their name. */
export async function findLinkTargets(call: ActionCall) {
  return await findTargetsAction(call);
}

const openPromoteAction = staffAction(
  {
    capability: "link.read",
    input: z.union([
      z.strictObject({ requestId, activityId: z.string().startsWith("act_").max(40) }),
      // Of a coupon's pages, the one that is looked at; none = the first of them.
      z.strictObject({
        requestId,
        couponId: z.string().startsWith("cpn_").max(40),
        activityId: z.string().startsWith("act_").max(40).optional(),
      }),
      z.strictObject({ requestId, packId: z.string().startsWith("pak_").max(40) }),
    ]),
  },
  async ({ scope, input, merchant }) => {
    const { pages, mayMake } =
      "couponId" in input ? await pagesOfCoupon(scope, input.couponId) : { pages: [], mayMake: false };
    const activityId = ("activityId" in input ? input.activityId : undefined) ?? pages[0]?.id ?? null;
    const promoted =
      "packId" in input
        ? await promotablePack(scope, input.packId)
        : activityId === null
          ? null
          : await promotableActivity(scope, activityId);
    if (!promoted && !("couponId" in input && activityId === null)) return refuse("link_target_gone");
    const [own, choice, links] = await Promise.all([
      listChannels(scope),
      lastChoice(scope),
      promoted ? linksTo(scope, promoted.target) : [],
    ]);
    const { name, brandColour, logo, timeZone } = merchant;
    return ok({
      ...{ pages, promoted, choice, links, mayMake },
      channels: own.filter((channel) => channel.archivedAt === null),
      merchant: { name, brandColour, logo, timeZone },
      baseUrl: env().BASE_URL,
      mayGive: can(scope.role, "coupon.grant"),
      mayUpload: can(scope.role, "image.upload"),
    });
  },
);
/** What the promote dialog begins with: the page, its links, the channels, and what its reader chose last. */
export async function openPromote(call: ActionCall) {
  return await openPromoteAction(call);
}

const createChannelAction = staffAction(
  { capability: "link.write", input: z.strictObject({ requestId, channel: channelInputSchema }) },
  async ({ scope, input }) => shownAnew(await makeChannel(scope, input)),
);
export async function createChannel(call: ActionCall) {
  return await createChannelAction(call);
}

const editChannelAction = staffAction(
  {
    capability: "link.write",
    input: z.strictObject({
      requestId,
      channelId,
      revision: z.int().min(1),
      channel: channelInputSchema.omit({ code: true }),
    }),
  },
  async ({ scope, input }) => shownAnew(await saveChannel(scope, input)),
);
export async function editChannel(call: ActionCall) {
  return await editChannelAction(call);
}

const channelStateAction = staffAction(
  {
    capability: "link.write",
    input: z.strictObject({ requestId, channelId, change: z.enum(["archive", "restore"]) }),
  },
  async ({ scope, input }) => shownAnew(await changeState(scope, input)),
);
export async function changeChannelState(call: ActionCall) {
  return await channelStateAction(call);
}

const saveChoiceAction = staffAction(
  { capability: "link.read", input: z.strictObject({ requestId, choice: promoteChoiceSchema }) },
  async ({ scope, input }) => await keepChoice(scope, input),
);
export async function saveChoice(call: ActionCall) {
  return await saveChoiceAction(call);
}

const exportLinksAction = staffAction(
  { capability: "link.read", input: exportInput(linkFilterSchema) },
  async ({ scope, merchant, input }) => {
    const words = { locale: await requestLocale(), timeZone: merchant.timeZone };
    return await startExport(scope, { kind: "links.export", ...input, ...words });
  },
);
/** Makes a file of the list of links, as a job. */
export async function exportLinks(call: ActionCall) {
  return await exportLinksAction(call);
}
