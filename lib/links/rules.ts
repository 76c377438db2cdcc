import type { LinkTarget, LinkUtm } from "@/lib/links/schema";

/** Symbols of a short address: none is mistaken for another when it is read out or copied from paper. */
export const SLUG_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";
export const SLUG_LENGTH = 7;

export type TargetFacts = {
  readonly target: LinkTarget;
  readonly merchantSlug: string;
  /** The activity's present address; null where the target is none, or has none that is public. */
  readonly activitySlug: string | null;
};

/**
 * The path a target is at, always within our own pages; null when there is none that members can open. It is made here,
 * from ids and slugs of ours: nothing that somebody typed is ever a place to be led to (S-26).
 */
export function targetPath({ target, merchantSlug, activitySlug }: TargetFacts): string | null {
  const home = `/m/${encodeURIComponent(merchantSlug)}`;
  if (target.type === "activity")
    return activitySlug === null ? null : `/a/${encodeURIComponent(activitySlug)}`;
  // A pack that is over says so on its own page.
  if (target.type === "pack") return `${home}/packs/${encodeURIComponent(target.id)}`;
  // One that is closed is not there to be ordered at: the menu then says so and asks which other it is to be.
  if (target.type === "store") return `${home}/menu?store=${encodeURIComponent(target.id)}`;
  return target.type === "menu" ? `${home}/menu` : home;
}

/**
 * A path with what statistics are told: `utm_…` for every word that is not empty, and what else was `asked` for. What the
 * link says of a word, and what its path says, goes before what was asked.
 */
export function withUtm(target: string, utm: LinkUtm, asked = ""): string {
  const [path = "", said] = target.split("?");
  const params = new URLSearchParams(asked.slice(0, 2000));
  for (const [key, value] of new URLSearchParams(said)) params.set(key, value);
  // By this it was found: on the page it would be found again.
  params.delete("ch");
  for (const key of ["source", "medium", "campaign", "term", "content"] as const) {
    if (utm[key]) params.set(`utm_${key}`, utm[key]);
  }
  return params.size > 0 ? `${path}?${params}` : path;
}

export type Device = "mobile" | "tablet" | "desktop";

/**
 * The page's own address, which counts as a link's without being short: it says the channel, or which of a channel's links
 * it is where that has a name.
 */
export function fullAddress(
  path: string,
  { utm, channel, name, slug }: { utm: LinkUtm; channel: string; name: string; slug: string },
): string {
  const full = withUtm(path, utm);
  return `${full}${full.includes("?") ? "&" : "?"}ch=${name === "" ? channel : slug}`;
}

/** On what somebody looks, by what their browser says. */
export function deviceOf(userAgent: string): Device {
  if (/ipad|tablet|playbook|silk|(android(?!.*mobile))/i.test(userAgent)) return "tablet";
  return /mobi|iphone|ipod|android/i.test(userAgent) ? "mobile" : "desktop";
}

/** The host somebody came from, without `www.`; empty where none is told, or where it is ourselves. */
export function referrerOf(referrer: string | undefined, userAgent: string, ownHost: string): string {
  if (referrer && URL.canParse(referrer)) {
    const { protocol, hostname, host } = new URL(referrer);
    if (!/^https?:$/.test(protocol) || host === ownHost) return "";
    return hostname.replace(/^www\./, "").slice(0, 100);
  }
  // Apps that tell no address do say who they are.
  if (/micromessenger/i.test(userAgent)) return "wechat";
  if (/fban|fbav/i.test(userAgent)) return "facebook.com";
  if (/instagram/i.test(userAgent)) return "instagram.com";
  return /\bline\//i.test(userAgent) ? "line.me" : "";
}

/** Hosts told apart of one link on one day; whoever makes hosts up makes no more rows than these. */
export const HOSTS = 50;
/** What is said of those beyond. */
export const OTHER_HOST = "other";

/** What visits of one link on one day were of, and how many. */
export type VisitSource = {
  readonly kind: "device" | "referrer";
  readonly value: string;
  readonly clicks: number;
};

/**
 * The sources as they are counted on a day of which the hosts `known` are told apart already: a new one while there are fewer
 * than fifty, else among the others, so that no day has more than fifty.
 */
export function toldApart(known: Iterable<string>, sources: readonly VisitSource[]): VisitSource[] {
  const hosts = new Set(known);
  for (const none of ["", OTHER_HOST]) hosts.delete(none);
  const told = new Map<string, VisitSource>();
  for (const source of sources) {
    const isHost = source.kind === "referrer" && source.value !== "" && source.value !== OTHER_HOST;
    const value = !isHost || hosts.has(source.value) || hosts.size < HOSTS ? source.value : OTHER_HOST;
    if (isHost && value !== OTHER_HOST) hosts.add(value);
    const key = `${source.kind}:${value}`;
    told.set(key, { ...source, value, clicks: source.clicks + (told.get(key)?.clicks ?? 0) });
  }
  return [...told.values()];
}

/** Whether a link leads on at `now`. */
export function leadsOn(
  link: { readonly expiresAt: Date | null; readonly disabledAt: Date | null },
  now: Date,
): boolean {
  return link.disabledAt === null && (link.expiresAt === null || link.expiresAt > now);
}

/**
 * Which part of the people who opened a link claimed by it, 0 to 1: people, not coupons. Null where nobody opened it. Two at
 * one browser opened it as one, and are one here.
 */
export function conversionOf({
  visitors,
  claimers,
}: {
  readonly visitors: number;
  readonly claimers: number;
}): number | null {
  return visitors === 0 ? null : Math.min(1, claimers / visitors);
}
