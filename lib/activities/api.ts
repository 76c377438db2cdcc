import { z } from "zod";
import { answerClaim } from "@/lib/activities/answer-claim";
import { claimPrizes } from "@/lib/activities/claim-prizes";
import { createActivity } from "@/lib/activities/create-activity";
import { getActivityHead } from "@/lib/activities/queries/member-pages";
import { listWireActivities, type WireActivity } from "@/lib/activities/queries/wire";
import {
  activityInputSchema,
  activityStatuses,
  checkKind,
  NO_PASSWORD,
  rulesOf,
} from "@/lib/activities/schema";
import { activityPath } from "@/lib/activities/schema/path";
import { AppError } from "@/lib/kernel/app-error";
import { ok } from "@/lib/kernel/result";
import { isMember } from "@/lib/members/queries/brief";
import { pinRequest } from "@/lib/merchants/pin-request";
import { getMerchant } from "@/lib/merchants/queries";
import { type ApiCall, apiRoute, pageQuery } from "@/lib/platform/api-route";
import { env } from "@/lib/platform/env";
import type { PageEndpoint } from "@/lib/platform/page-endpoint";
import { listIssuedVouchers } from "@/lib/vouchers/queries/wire";

const { timeZone, ...parts } = activityInputSchema.shape;
const activityBody = z
  .strictObject({ ...parts, timeZone: timeZone.optional() })
  .refine((a) => Date.parse(a.startsAt) < Date.parse(a.endsAt), {
    path: ["endsAt"],
    message: "end_before_start",
  })
  .superRefine(checkKind);

const iso = (instant: string | Date) => new Date(instant).toISOString();

/** An activity as api.md has it; its passwords without their words for keys that may not write. */
function activityView(row: WireActivity) {
  const { id, kind, name, code, slug, status, description, rulesText, translations, audience } = row;
  const { perMember, perMemberPerDay, total } = row;
  const isPage = kind === "claim_page";
  const passwords = row.pools.map(({ activityId: _, password, ...pool }) =>
    password === null || isPage ? pool : { password, ...pool },
  );
  const { opensBy, useLinks } = row.rules;
  return {
    ...{ id, kind, name, code, status, timeZone: row.timeZone },
    startsAt: iso(row.startsAt),
    endsAt: iso(row.endsAt),
    description,
    rulesText,
    translations,
    rules: { passwords, perMember: row.rules.perMember, ...(isPage ? { opensBy, useLinks } : {}) },
    audience,
    limits: { perMember, perMemberPerDay, total },
    heroImage: row.heroImage,
    sharing: {
      allowed: row.shareAllowed,
      title: row.shareTitle,
      subtitle: row.shareSubtitle,
      image: row.shareImage,
    },
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
    ...{ slug, pools, rules: rulesOf(activity.kind, rules) },
    startsAt: new Date(activity.startsAt),
    endsAt: new Date(activity.endsAt),
    ...{ shareAllowed: sharing.allowed, shareTitle: sharing.title, shareSubtitle: sharing.subtitle },
    shareImage: sharing.image,
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
  const { memberId } = call.body;
  const password = call.body.password ?? (await wordOf(call));
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

/** What is claimed without a password: a claim page; another kind asks for one. */
async function wordOf({ scope, id }: Participation): Promise<string> {
  if ((await getActivityHead(scope, id))?.kind === "claim_page") return NO_PASSWORD;
  throw new AppError("malformed", "this kind asks for one", { path: "password" });
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

/** A member claims from an activity's page, by its script. 401 = sign in first. */
export const claimAsMember: PageEndpoint = {
  name: "claim",
  before: "/api/member/activities/",
  after: "/claim",
  answer: answerClaim,
};
