"use server";

import { revalidatePath } from "next/cache";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { addStock as add } from "@/lib/activities/add-stock";
import { changeActivities as changeEach } from "@/lib/activities/change-activities";
import { changeActivityState as change } from "@/lib/activities/change-activity-state";
import { claimPrizes } from "@/lib/activities/claim-prizes";
import { createActivity as create } from "@/lib/activities/create-activity";
import { editActivity as edit } from "@/lib/activities/edit-activity";
import { chosenActivities, findActivities as find } from "@/lib/activities/queries/chosen";
import { getActivityHead } from "@/lib/activities/queries/member-pages";
import { listPrizeCoupons } from "@/lib/activities/queries/prizes";
import {
  activityBulkSchema,
  activityEditSchema,
  activityFilterSchema,
  activityInputSchema,
  claimAnswerCookie,
  keptClaimCookie,
  participantFilterSchema,
} from "@/lib/activities/schema";
import { activityPath } from "@/lib/activities/schema/path";
import { exportInput, namedExportInput } from "@/lib/jobs/schema";
import { startEach } from "@/lib/jobs/start-each";
import { startExport } from "@/lib/jobs/start-export";
import { AppError } from "@/lib/kernel/app-error";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { otpCookie, otpInputSchema } from "@/lib/members/schema";
import { verifyOtp } from "@/lib/members/verify-otp";
import { beginPurchase } from "@/lib/packs/begin-purchase";
import { keptPurchaseCookie, packPagePath } from "@/lib/packs/schema";
import { type ActionCall, answerForm, staffAction } from "@/lib/platform/action";
import { memberScopeOf, requireActivity, requireVisitor } from "@/lib/platform/auth/member-gates";
import type { Scope } from "@/lib/platform/auth/scope";
import { writeSessionCookie } from "@/lib/platform/auth/session-cookie";
import { digest } from "@/lib/platform/crypto";
import { AT_ONCE, type BulkResult, withMissing } from "@/lib/platform/each-one";
import { type FormAnswer, refusalWords, textOf } from "@/lib/platform/form-answer";
import { goTo } from "@/lib/platform/go-to";
import { requestLocale } from "@/lib/platform/i18n";
import { requestFacts } from "@/lib/platform/request";
import { safePath } from "@/lib/platform/safe-path";
import { clearSealedCookie, readSealedCookie, writeSealedCookie } from "@/lib/platform/sealed-cookie";
import { completeGift } from "@/lib/vouchers/complete-gift";
import { giftPath, keptGiftCookie } from "@/lib/vouchers/schema";
import { discardDraft } from "@/lib/workspace/discard-draft";

const requestId = z.string().min(8).max(64);
const activityId = z.string().startsWith("act_").max(40);

/** What the console shows of activities stands on many pages: lists, details, checklists. */
function shownAnew<T>(result: T): T {
  revalidatePath("/console/[merchant]", "layout");
  return result;
}

const createAction = staffAction(
  {
    capability: "activity.write",
    input: z.strictObject({
      requestId,
      activity: activityInputSchema,
      publish: z.boolean(),
      draftId: z.string().startsWith("drf_").max(40).optional(),
    }),
  },
  async ({ scope, input: { draftId, ...input } }) => {
    const made = await create(scope, input);
    // What was typed so far goes when the thing is made of it.
    if (made.ok && draftId) await discardDraft(scope, { kind: "activity", draftId });
    return shownAnew(made);
  },
);
export async function createActivity(call: ActionCall) {
  return await createAction(call);
}

const editAction = staffAction(
  {
    capability: "activity.write",
    input: z.strictObject({
      requestId,
      activityId,
      revision: z.int().min(1),
      activity: activityEditSchema,
    }),
  },
  async ({ scope, input }) => shownAnew(await edit(scope, input)),
);
export async function editActivity(call: ActionCall) {
  return await editAction(call);
}

const changeAction = staffAction(
  {
    capability: "activity.publish",
    input: z.strictObject({
      requestId,
      activityId,
      change: z.enum(["publish", "pause", "resume", "archive", "restore"]),
    }),
  },
  async ({ scope, input }) => shownAnew(await change(scope, input)),
);
export async function changeActivityState(call: ActionCall) {
  return await changeAction(call);
}

const stockAction = staffAction(
  {
    capability: "activity.stock",
    input: z.strictObject({
      requestId,
      poolId: z.string().startsWith("pol_").max(40),
      add: z.int().min(1).max(1_000_000),
    }),
  },
  async ({ scope, input }) => shownAnew(await add(scope, input)),
);
export async function addStock(call: ActionCall) {
  return await stockAction(call);
}

const findAction = staffAction(
  { capability: "activity.write", input: z.strictObject({ q: z.string().trim().min(1).max(100) }) },
  async ({ scope, input }) => ok(await listPrizeCoupons(scope, input)),
);
/** The coupons a search in the prize picker finds. */
export async function findPrizeCoupons(call: ActionCall) {
  return await findAction(call);
}

const choiceSchema = z.union([
  z.strictObject({ ids: z.array(activityId).min(1).max(AT_ONCE) }),
  z.strictObject({ filter: activityFilterSchema }),
]);

const bulkAction = staffAction(
  {
    capability: "activity.publish",
    input: z.strictObject({
      requestId,
      choice: choiceSchema,
      change: activityBulkSchema,
    }),
  },
  async ({ scope, input: { choice, requestId, change } }): Promise<BulkResult> => {
    const found = await chosenActivities(scope, choice, AT_ONCE + 1);
    if ("filter" in choice && found.length > AT_ONCE) {
      const input = { filter: choice.filter, change, locale: await requestLocale() };
      return await startEach(scope, { kind: "activities.change", requestId, input });
    }
    const activities = withMissing(choice, found);
    return shownAnew(await changeEach(scope, { requestId, change, activities }));
  },
);
/** One change of the chosen activities, each with its own outcome; for more than 200 that a filter leaves, a job. */
export async function changeActivities(call: ActionCall) {
  return await bulkAction(call);
}

const searchAction = staffAction(
  {
    capability: "activity.read",
    input: z.strictObject({ text: z.string().trim().max(100), running: z.boolean().default(false) }),
  },
  async ({ scope, input: { text, running } }) => ok(await find(scope, text, { running })),
);
/** What the command menu finds, and with `running` what a choice of a page offers. */
export async function findActivities(call: ActionCall) {
  return await searchAction(call);
}

/** Longer texts than a password can be are cut; what is left is as wrong as the whole. */
const TYPED_MAX = 400;

/**
 * A visitor or member tries a password on an activity's page. Signed out, it is kept unread and they sign in first; the
 * claim then completes by itself (`verifyCode`).
 */
export async function claim(_: FormAnswer, form: FormData): Promise<FormAnswer> {
  const password = textOf(form, "password").slice(0, TYPED_MAX);
  const values = { password };
  return await answerForm(async () => {
    const { scope, merchant, member, activityId, slug } = await requireActivity(textOf(form, "slug"));
    await clearSealedCookie(claimAnswerCookie);
    const t = await getTranslations("activity-page.password");
    const isPage =
      password.trim() === "" && (await getActivityHead(scope, activityId))?.kind === "claim_page";
    if (password.trim() === "" && !isPage) return { errors: { password: t("missing") }, values };
    const typed = { activityId, password, requestId: textOf(form, "requestId").slice(0, 64) };
    if (!member) {
      await writeSealedCookie(keptClaimCookie, typed);
      goTo(`/m/${merchant.slug}/login?${new URLSearchParams({ next: activityPath(slug) })}`);
    }
    const result = await tryPassword(scope, typed);
    if (result.ok) goTo(`${activityPath(slug)}/won/${result.value}`);
    revalidatePath("/a/[slug]", "page");
    const words = await refusalWords(result.refusal, merchant.timeZone, "activity-page.claim");
    return isPage ? { error: words } : { errors: { password: words }, values };
  }, values);
}

type Typed = { readonly activityId: string; readonly password: string; readonly requestId: string };

/** Claims; a form sent again with another password is another request. */
async function tryPassword(scope: Scope, typed: Typed): Promise<Result<string>> {
  const { activityId, password } = typed;
  const { address } = await requestFacts();
  const requestId = digest(`${typed.requestId}:${password}`);
  const result = await claimPrizes(scope, { activityId, password, requestId, address });
  return result.ok ? ok(result.value.participationId) : result;
}

/** The last step of a member's sign-in: the code. What they wanted before, a kept claim included, then goes on. */
export async function verifyCode(_: FormAnswer, form: FormData): Promise<FormAnswer> {
  const code = otpInputSchema.safeParse(textOf(form, "code"));
  if (!code.success) {
    const t = await getTranslations("member.login");
    return { errors: { code: t("codeInvalid") } };
  }
  return await answerForm(async () => {
    const { scope, merchant } = await requireVisitor(textOf(form, "merchant"));
    const next = safePath(textOf(form, "next"), ["/a", "/g", "/m"]) ?? `/m/${merchant.slug}/coupons`;
    const kept = await readSealedCookie(otpCookie);
    if (kept?.merchantId !== merchant.id) {
      goTo(`/m/${merchant.slug}/login?${new URLSearchParams({ next })}`);
    }
    const { userAgent } = await requestFacts();
    const answer = {
      challengeId: kept.challengeId,
      code: code.data,
      requestId: textOf(form, "requestId").slice(0, 64),
    };
    const result = await verifyOtp(scope, { ...answer, userAgent });
    if (!result.ok) return { errors: { code: await refusalWords(result.refusal, merchant.timeZone) } };
    await writeSessionCookie("member", merchant.id, result.value.sessionId, result.value.memberId);
    await clearSealedCookie(otpCookie);
    const { memberId } = result.value;
    goTo(await afterSignIn(memberScopeOf(scope, memberId), { next, memberId, slug: merchant.slug }));
  });
}

type SignedIn = { readonly next: string; readonly memberId: string; readonly slug: string };

/** Completes the purchase, the gift or the claim that was kept for the page the member comes from; tells where to go. */
async function afterSignIn(scope: Scope, { next, ...who }: SignedIn): Promise<string> {
  const wish = await readSealedCookie(keptPurchaseCookie);
  if (wish && next === packPagePath(who.slug, wish.packId)) {
    await clearSealedCookie(keptPurchaseCookie);
    return await beginPurchase(scope, { ...wish, ...who }).catch((error: unknown) => {
      if (error instanceof AppError) return `${next}?refused=busy`;
      throw error;
    });
  }
  const gift = await readSealedCookie(keptGiftCookie);
  if (gift && next === giftPath(gift.token)) {
    await clearSealedCookie(keptGiftCookie);
    return await completeGift(scope, { ...gift, ...who });
  }
  const kept = await readSealedCookie(keptClaimCookie);
  const activity = kept ? await getActivityHead(scope, kept.activityId) : null;
  const path = activity ? activityPath(activity.slug) : null;
  if (!kept || !path || new URL(next, "http://site.invalid").pathname !== path) return next;
  await clearSealedCookie(keptClaimCookie);
  const result = await tryPassword(scope, kept).catch((error: unknown) => {
    if (error instanceof AppError) return refuse(error.code);
    throw error;
  });
  if (result.ok) return `${path}/won/${result.value}`;
  await writeSealedCookie(claimAnswerCookie, { ...kept, ...result.refusal });
  return path;
}

const exportAction = staffAction(
  { capability: "activity.read", input: exportInput(activityFilterSchema) },
  async ({ scope, merchant, input }) => {
    const words = { locale: await requestLocale(), timeZone: merchant.timeZone };
    return await startExport(scope, { kind: "activities.export", ...input, ...words });
  },
);
export async function exportActivities(call: ActionCall) {
  return await exportAction(call);
}

const exportParticipantsAction = staffAction(
  { capability: "member.export", input: namedExportInput(participantFilterSchema) },
  async ({ scope, merchant, input: { name, ...input } }) => {
    const words = { locale: await requestLocale(), timeZone: merchant.timeZone };
    return await startExport(scope, { kind: "activities.participants", title: { name }, ...input, ...words });
  },
);
export async function exportParticipants(call: ActionCall) {
  return await exportParticipantsAction(call);
}
