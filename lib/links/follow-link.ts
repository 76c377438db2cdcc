import { randomBytes } from "node:crypto";
import { isAhead, isBot } from "@/lib/kernel/asker";
import { localDate } from "@/lib/kernel/time";
import { countVisit } from "@/lib/links/count-visits";
import { deviceOf, leadsOn, referrerOf, targetPath, withUtm } from "@/lib/links/rules";
import {
  ON_SITE,
  OWED_DAYS,
  targetSchema,
  VISITS_KEPT,
  visitCookie,
  visitorCookie,
} from "@/lib/links/schema";
import { keptLinkPlace, type LinkPlace } from "@/lib/platform/auth/link-place";
import { keyedHash } from "@/lib/platform/crypto";
import { env } from "@/lib/platform/env";
import { cookieIn, sealValue, setCookie, unsealValue } from "@/lib/platform/sealed-value";

export type LinkRequest = {
  readonly slug: string;
  /** The `Cookie` header. */
  readonly cookies: string | undefined;
  readonly userAgent: string;
  readonly referrer: string | undefined;
  readonly address: string;
  /** The `Sec-Purpose` header. */
  readonly purpose?: string | null;
  /** What else was asked for, such as a page's password: it goes on to the page. */
  readonly query?: string;
};

export type LinkAnswer = {
  /** Where to go: a path of ours, never more. */
  readonly location: string;
  readonly cookies: readonly string[];
};

/**
 * Opens a short link: where it leads, and what the browser is to remember of it. It counts the visit, unless it is a
 * bot's or ahead of a press, by what the browser was given before or, the first time, by a keyed hash of the day, its
 * address and its kind: no address is kept. What it is given is random, so that phones of one kind behind one address are
 * one person for that day at most. One that leads nowhere any more leads to the page that says so. Null = there is no such link.
 */
export async function followLink(request: LinkRequest, now: Date = new Date()): Promise<LinkAnswer | null> {
  const { slug, userAgent } = request;
  const place = await keptLinkPlace(slug);
  if (!place) return null;
  const path = pathOf(place);
  if (!path || !leadsOn(place, now)) return { location: `/s/${slug}/over`, cookies: [] };
  const location = withUtm(path, place.utm, request.query);
  if (isBot(userAgent) || isAhead(request.purpose)) return { location, cookies: [] };
  const day = localDate(now, place.timeZone);
  // One that we did not give is nobody's: whoever makes them up makes no people.
  const known = unsealValue(visitorCookie, cookieIn(request.cookies, visitorCookie.name));
  const former = known ? null : formerIn(request.cookies);
  const given = known ?? former ?? randomBytes(16).toString("base64url");
  countVisit({
    ...{ merchantId: place.merchantId, linkId: place.linkId, day },
    visitor: known ?? hashOf(request, day),
    alias: known ? null : given,
    isFormer: former !== null,
    device: deviceOf(userAgent),
    referrer: referrerOf(request.referrer, userAgent, new URL(env().BASE_URL).host),
  });
  const onSite = place.channel === ON_SITE || undefined;
  const visit = { merchant: place.merchantSlug, linkId: place.linkId, at: now.toISOString(), onSite };
  // One shop's link is not forgotten by opening another's, nor what brought somebody by what they tap on the shop's own pages.
  const others = (unsealValue(visitCookie, cookieIn(request.cookies, visitCookie.name)) ?? [])
    .filter((one) => one.merchant !== visit.merchant || one.onSite !== onSite)
    .slice(0, VISITS_KEPT - 1);
  return {
    location,
    cookies: [
      setCookie(visitorCookie.name, sealValue(visitorCookie, given), visitorCookie.seconds),
      setCookie(visitCookie.name, sealValue(visitCookie, [visit, ...others]), OWED_DAYS * 86_400),
    ],
  };
}

/** Null also where it leads to what only a newer version knows: then it is over here, and no fault. */
function pathOf({ merchantSlug, activitySlug, targetType, targetId }: LinkPlace): string | null {
  const target = targetSchema.safeParse({ type: targetType, id: targetId });
  return target.success ? targetPath({ target: target.data, merchantSlug, activitySlug }) : null;
}

/** What browsers were given until it was sealed. Anybody can write one: it is known only where it was counted before. */
function formerIn(cookies: string | undefined): string | null {
  const brought = visitorCookie.schema.safeParse(cookieIn(cookies, visitorCookie.name));
  return brought.success ? brought.data : null;
}

function hashOf({ userAgent, address }: LinkRequest, day: string): string {
  return keyedHash("link-visitor", `${day}\n${address}\n${userAgent}`).slice(0, 22);
}
