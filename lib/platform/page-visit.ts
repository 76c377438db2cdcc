import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { exactLocale, type Locale, preferredLocale } from "@/lib/platform/locale";

/** A visit to a page that shows the same to everybody of one language. */
export type Visit = { readonly key: string; readonly path: string; readonly locale: Locale };

/** An activity's page and nothing after it: every query, known or not, may change what is shown. */
const pagePath = /^\/a\/[\w.~%-]{1,400}$/;
/** The one cookie whose every value we know the effect of. */
const languageCookie = /^locale=(en|zh-CN)$/;
const telling = /^(rsc|next-.*|x-nextjs-.*|x-prerender-.*|authorization|content-type|range)$/;

/**
 * The visit a request is, if nothing about it is particular to its visitor but the language; else null. Whatever is not
 * known to be without effect (another cookie, a query, a header of Next's) makes it particular.
 */
export function visitOf(req: IncomingMessage): Visit | null {
  const { method, url = "", headers } = req;
  if (method !== "GET" || !url.startsWith("/a/") || !pagePath.test(url)) return null;
  const { cookie } = headers;
  const chosen = cookie === undefined ? undefined : exactLocale(languageCookie.exec(cookie)?.[1]);
  if (cookie !== undefined && chosen === undefined) return null;
  for (const name in headers) if (telling.test(name)) return null;
  const locale = chosen ?? preferredLocale(headers["accept-language"] ?? "");
  return { key: `${locale} ${url}`, path: url, locale };
}

/** Whether a browser says that it reads gzip. */
export function takesGzip(headers: IncomingHttpHeaders): boolean {
  const accepted = String(headers["accept-encoding"] ?? "");
  return /\bgzip\b/.test(accepted) && !/\bgzip\s*;\s*q=0(\.0*)?\s*(,|$)/.test(accepted);
}
