import { z } from "zod";
import { claimPresumed, claimPrizes, looksSoldOut } from "@/lib/activities/claim-prizes";
import { activityPath } from "@/lib/activities/schema/path";
import { AppError } from "@/lib/kernel/app-error";
import type { Refusal } from "@/lib/kernel/result";
import type { ApiAnswer } from "@/lib/platform/api-problem";
import {
  type ActivityCaller,
  activityCaller,
  presumeCaller,
  requireCaller,
} from "@/lib/platform/auth/request-gates";
import { countClaim, countClaimError } from "@/lib/platform/count-outcomes";
import { digest } from "@/lib/platform/crypto";
import type { Locale } from "@/lib/platform/locale";
import { jsonAnswer, type PageRequest } from "@/lib/platform/page-endpoint";
import { perProcess } from "@/lib/platform/per-process";
import { claimWords, readerLocale } from "@/lib/platform/refusal-words";

/** The page sends its whole form; what else is in it is not looked at. */
const memberClaim = z.object({
  password: z.string().max(400),
  requestId: z.string().min(8).max(64),
  /** Whether this request id is sent for the first time, and so cannot have won before. */
  first: z.boolean().default(false),
});
type MemberClaim = z.output<typeof memberClaim>;

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
 * Answers where to go on success, else the refusal with its words. A rush on what is gone is answered from memory, without
 * a promise. Throws `not_signed_in`, `not_found` for an address that is nobody's, and what `claimPrizes` throws.
 */
export function answerClaim(request: PageRequest): Promise<ApiAnswer> | ApiAnswer {
  const parsed = memberClaim.safeParse(request.body);
  if (!parsed.success || parsed.data.password.trim() === "") throw new AppError("malformed");
  const caller = callerOf(request);
  return caller instanceof Promise
    ? caller.then((found) => decide(request, parsed.data, found), uncounted)
    : decide(request, parsed.data, caller);
}

/** What is decided before the use case, which counts the rest itself. */
const uncounted = (error: unknown) => countClaimError("activity", error);

function callerOf(request: PageRequest): Promise<ActivityCaller> | ActivityCaller {
  try {
    return activityCaller(request.param, request);
  } catch (error) {
    return uncounted(error);
  }
}

function decide(
  request: PageRequest,
  { password, requestId, first }: MemberClaim,
  caller: ActivityCaller,
): Promise<ApiAnswer> | ApiAnswer {
  const { merchant, activityId, sessionId } = caller;
  const isOut = (outOfTries().get(sessionId ?? "") ?? 0) > performance.now();
  const gone = first && sessionId !== null && !isOut && looksSoldOut(merchant.id, activityId, password);
  if (gone) {
    countClaim("activity", "sold_out");
    return refused(request, { code: "sold_out" }, merchant.timeZone);
  }
  return claim(request, caller, password, digest(`${requestId}:${password}`));
}

async function claim(
  request: PageRequest,
  caller: ActivityCaller,
  password: string,
  requestId: string,
): Promise<ApiAnswer> {
  const { merchant, activityId, slug, sessionId } = caller;
  const asked = { activityId, password, requestId, address: request.address };
  const presumed = presumeCaller(caller, request);
  const result = presumed
    ? await claimPresumed(presumed, asked, () => requireCaller(caller, request))
    : await claimPrizes(await requireCaller(caller, request).catch(uncounted), asked);
  if (result.ok) {
    const goTo = `${activityPath(slug)}/won/${result.value.participationId}`;
    return jsonAnswer(200, { goTo, ...result.value });
  }
  if (sessionId) rememberTries(sessionId, result.refusal);
  return await refused(request, result.refusal, merchant.timeZone);
}

/** The whole answer to what is sold out: the same to all readers of a language. */
const soldOut = new Map<Locale, ApiAnswer>();

function refused(
  { cookies, language }: PageRequest,
  refusal: Refusal,
  timeZone: string,
): Promise<ApiAnswer> | ApiAnswer {
  const locale = readerLocale(cookies, language);
  const isPlain = refusal.code === "sold_out" && refusal.params === undefined;
  return (isPlain ? soldOut.get(locale) : undefined) ?? worded(refusal, timeZone, locale, isPlain);
}

async function worded(refusal: Refusal, timeZone: string, locale: Locale, isPlain: boolean) {
  const words = await claimWords(refusal, timeZone, locale);
  const answer = jsonAnswer(409, { ...refusal, errors: { password: words } });
  if (isPlain) soldOut.set(locale, answer);
  return answer;
}
