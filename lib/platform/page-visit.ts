import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { exactLocale, type Locale, preferredLocale } from "@/lib/platform/locale";

/** A visit to a page that shows the same to everybody of one language. */
export type Visit = { readonly key: string; readonly path: string; readonly locale: Locale };

/** An activity's page and nothing after it: every query, known or not, may change what is shown. */
const pagePath = /^\/a\/[\w.~%-]{1,400}$/;
/** What campaigns add to an address: told to statistics, and without effect on what is shown. */
const campaign = /\?utm_[a-z]{1,20}=[\w.~%+-]{0,400}(&utm_[a-z]{1,20}=[\w.~%+-]{0,400}){0,5}$/;
/** The one cookie whose every value we know the effect of. */
const languageCookie = /^locale=(en|zh-CN)$/;
/** By which link a browser came: without effect on what is shown (links/follow-link.ts). */
const visitCookies = /^(__Host-)?scrip\.(visit|visitor)=[\w-]{1,1000}$/;
const telling = /^(rsc|next-.*|x-nextjs-.*|x-prerender-.*|authorization|content-type|range)$/;

/**
 * The visit a request is, if nothing about it is particular to its visitor but the language; else null. Whatever is not
 * known to be without effect (another cookie, a query, a header of Next's) makes it particular.
 */
export function visitOf(req: IncomingMessage): Visit | null {
  const { method, url = "", headers } = req;
  if (method !== "GET" || !url.startsWith("/a/")) return null;
  const path = url.includes("?") ? url.replace(campaign, "") : url;
  if (!pagePath.test(path)) return null;
  const chosen = languageIn(headers.cookie);
  if (chosen === null) return null;
  for (const name in headers) if (telling.test(name)) return null;
  const locale = chosen ?? preferredLocale(headers["accept-language"] ?? "");
  return { key: `${locale} ${path}`, path, locale };
}

/** The language that cookies choose; undefined where they choose none, null where one may have another effect. */
function languageIn(cookie: string | undefined): Locale | undefined | null {
  if (cookie === undefined) return undefined;
  const others = cookie.split("; ").filter((pair) => !visitCookies.test(pair));
  if (others.length === 0) return undefined;
  return others.length === 1 ? (exactLocale(languageCookie.exec(others[0] ?? "")?.[1]) ?? null) : null;
}

/** Whether a browser says that it reads gzip. */
export function takesGzip(headers: IncomingHttpHeaders): boolean {
  const accepted = String(headers["accept-encoding"] ?? "");
  return /\bgzip\b/.test(accepted) && !/\bgzip\s*;\s*q=0(\.0*)?\s*(,|$)/.test(accepted);
}
