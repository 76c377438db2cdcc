import type { Context } from "hono";
import { z } from "zod";
import { claimPrizes, looksSoldOut } from "@/lib/activities/claim-prizes";
import { createActivity } from "@/lib/activities/create-activity";
import { listWireActivities, type WireActivity } from "@/lib/activities/queries/wire";
import { activityInputSchema, activityPath, activityStatuses } from "@/lib/activities/schema";
import { AppError } from "@/lib/kernel/app-error";
import { ok, type Refusal } from "@/lib/kernel/result";
import { isMember } from "@/lib/members/queries/brief";
import { pinRequest } from "@/lib/merchants/pin-request";
import { getMerchant } from "@/lib/merchants/queries";
import { readJson } from "@/lib/platform/api-body";
import { type ApiCall, apiRoute, jsonAnswer, pageQuery, pageRoute } from "@/lib/platform/api-route";
import { activityCaller, requireCaller } from "@/lib/platform/auth/request-gates";
import { digest } from "@/lib/platform/crypto";
import { env } from "@/lib/platform/env";
import { perProcess } from "@/lib/platform/per-process";
import { claimWords, readerLocale } from "@/lib/platform/refusal-words";
import { listIssuedVouchers } from "@/lib/vouchers/queries/wire";

const { timeZone, ...parts } = activityInputSchema.shape;
const activityBody = z
  .strictObject({ ...parts, timeZone: timeZone.optional() })
  .refine((a) => Date.parse(a.startsAt) < Date.parse(a.endsAt), {
    path: ["endsAt"],
    message: "end_before_start",
  });

const iso = (instant: string | Date) => new Date(instant).toISOString();

/** An activity as api.md has it; its passwords without their words for keys that may not write. */
function activityView(row: WireActivity) {
  const { id, kind, name, code, slug, status, description, rulesText, audience } = row;
  const { perMember, perMemberPerDay, total } = row;
  const passwords = row.pools.map(({ activityId: _, password, ...pool }) =>
    password === null ? pool : { password, ...pool },
  );
  return {
    ...{ id, kind, name, code, status, timeZone: row.timeZone },
    startsAt: iso(row.startsAt),
    endsAt: iso(row.endsAt),
    description,
    rulesText,
    rules: { passwords, perMember: row.rules.perMember },
    audience,
    limits: { perMember, perMemberPerDay, total },
    sharing: { allowed: row.shareAllowed, title: row.shareTitle, subtitle: row.shareSubtitle },
    url: `${env().BASE_URL}${activityPath(slug)}`,
    createdAt: iso(row.createdAt),
  };
}

async function create({ scope, body, requestKey }: ApiCall<unknown, z.output<typeof activityBody>>) {
  const zone = body.timeZone ?? (await getMerchant(scope)).timeZone;
  const activity = { ...body, timeZone: zone };
  const made = await createActivity(scope, { requestId: requestKey, activity, publish: true });
  if (!made.ok) return made;
  const { slug, poolIds, createdAt, ...standing } = made.value;
  const { rules, limits, sharing } = activity;
  const pools = rules.passwords.map((row, i) => ({
    ...{ id: poolIds[i] ?? "", activityId: "", issued: 0 },
    ...row,
  }));
  const view = activityView({
    ...activity,
    ...standing,
    ...limits,
    ...{ slug, pools, rules: { kind: activity.kind, perMember: rules.perMember } },
    startsAt: new Date(activity.startsAt),
    endsAt: new Date(activity.endsAt),
    ...{ shareAllowed: sharing.allowed, shareTitle: sharing.title, shareSubtitle: sharing.subtitle },
    createdAt: new Date(createdAt),
  });
  return { ...made, value: view };
}

const participationBody = z.strictObject({
  memberId: z.string().min(1).max(64),
  password: z.string().min(1).max(200).optional(),
});
type Participation = ApiCall<unknown, z.output<typeof participationBody>>;

/**
 * A member takes part through another system. The request's key is bound to its body first; what was won keeps itself
 * under an id made of the key, in the claim's own transaction, and is found by it again.
 */
async function participate(call: Participation) {
  const { scope, id, requestKey, isKeyed } = call;
  const { memberId, password } = call.body;
  if (password === undefined) throw new AppError("malformed", "this kind asks for one", { path: "password" });
  const route = "activity.participate";
  const body = { activityId: id, memberId, password };
  if (isKeyed) await pinRequest(scope, { route, key: requestKey, body });
  const result = await claimPrizes(scope, {
    activityId: id,
    memberId,
    password,
    requestId: requestKey,
    // The address is the other system's, which all its members share: theirs are held by the limits of each.
    address: `api:${scope.actor.id}:${memberId}`,
  });
  if (!result.ok) {
    if (!(await isMember(scope, memberId))) throw new AppError("not_found");
    return result;
  }
  const { participationId, remaining } = result.value;
  const vouchers = await listIssuedVouchers(scope, memberId, participationId);
  return { ...result, value: { vouchers, ...(remaining === null ? {} : { remaining }) } };
}

/** Activities, and taking part in them. What is made here is online at once; its period decides when it runs. */
export const activityRoutes = [
  apiRoute({
    method: "POST",
    path: "/activities/:id/participations",
    capability: "activity.claim",
    body: participationBody,
    work: participate,
  }),
  apiRoute({
    method: "POST",
    path: "/activities",
    capability: "activity.write",
    body: activityBody,
    invalid: {
      password_empty: "rules.passwords",
      passwords_alike: "rules.passwords",
      audience_nobody: "audience",
    },
    work: create,
  }),
  apiRoute({
    method: "GET",
    path: "/activities",
    capability: "activity.read",
    query: pageQuery.extend({ status: z.enum(activityStatuses).optional() }),
    work: async ({ scope, query }) => {
      const { rows, nextCursor } = await listWireActivities(scope, query);
      return ok({ data: rows.map(activityView), nextCursor });
    },
  }),
  apiRoute({
    method: "GET",
    path: "/activities/:id",
    capability: "activity.read",
    work: async ({ scope, id }) => {
      const [row] = (await listWireActivities(scope, { id })).rows;
      if (!row) throw new AppError("not_found");
      return ok(activityView(row));
    },
  }),
];

/** The page sends its whole form; what else is in it is not looked at. */
const memberClaim = z.object({
  password: z.string().max(400),
  requestId: z.string().min(8).max(64),
  /** Whether this request id is sent for the first time, and so cannot have won before. */
  first: z.boolean().default(false),
});

/** Sessions whose wrong tries are used up: what is remembered of sell-outs answers them nothing. */
const outOfTries = () => perProcess("sessions-out-of-tries", () => new Map<string, number>());

function rememberTries(sessionId: string, { code, params }: Refusal): void {
  if (code !== "too_many_tries" && !(code === "wrong_password" && params?.triesLeft === 0)) return;
  const sessions = outOfTries();
  if (sessions.size > 10_000) sessions.clear();
  sessions.set(sessionId, performance.now() + 60_000);
}

/**
 * A member claims from an activity's page, by its script; without one the page's form does the same through its action.
 * Answers where to go on success, else the refusal with its words. 401 = sign in first.
 */
export const claimAsMember = pageRoute("claim", async (c, requestId) => {
  const { body, caller, gate } = await openClaim(c, requestId);
  const { merchant, activityId, slug, sessionId } = caller;
  const { password, first } = body;
  const isOut = (outOfTries().get(sessionId ?? "") ?? 0) > performance.now();
  const gone = first && sessionId !== null && !isOut && looksSoldOut(merchant.id, activityId, password);
  if (gone) return await refusedClaim(c, { code: "sold_out" }, merchant.timeZone, requestId);
  const scope = await requireCaller(caller, gate);
  const claim = { activityId, password, requestId: digest(`${body.requestId}:${password}`) };
  const result = await claimPrizes(scope, { ...claim, address: c.req.header("x-client-ip") ?? "unknown" });
  if (result.ok) {
    const goTo = `${activityPath(slug)}/won/${result.value.participationId}`;
    return jsonAnswer(200, { goTo, ...result.value }, requestId);
  }
  if (sessionId) rememberTries(sessionId, result.refusal);
  return await refusedClaim(c, result.refusal, merchant.timeZone, requestId);
});

async function openClaim(c: Context, requestId: string) {
  const parsed = memberClaim.safeParse(await readJson(c.req.raw));
  if (!parsed.success || parsed.data.password.trim() === "") throw new AppError("malformed");
  const gate = { cookies: c.req.header("cookie"), requestId };
  const caller = await activityCaller(c.req.param("slug") ?? "", gate);
  return { body: parsed.data, caller, gate };
}

async function refusedClaim(c: Context, refusal: Refusal, timeZone: string, requestId: string) {
  const locale = readerLocale(c.req.header("cookie"), c.req.header("accept-language"));
  const words = await claimWords(refusal, timeZone, locale);
  return jsonAnswer(409, { ...refusal, errors: { password: words } }, requestId);
}
