import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { isAhead } from "@/lib/kernel/asker";
import { type CountLook, expectLook, type Looker, takeLook } from "@/lib/platform/kept-page";
import { metrics } from "@/lib/platform/metrics";
import type { RenderedPage } from "@/lib/platform/page-render";
import { type PageTemplate, pageTemplate } from "@/lib/platform/page-template";
import { takesGzip, type Visit, visitOf } from "@/lib/platform/page-visit";
import { takeStatus } from "@/lib/platform/response-status";
import { makeNonce, staticSecurityHeaders } from "@/lib/platform/security-headers";

/** How long a page is given out, from the moment its rendering began. */
const KEEP_MS = 1000;
const KEEP_BYTES = 64 * 1024 * 1024;
const PAGE_BYTES = 1024 * 1024;

type Kept = {
  readonly key: string;
  /** Null: this page is one of those that are rendered for each of its visitors. */
  readonly template: PageTemplate | null;
  readonly countLook: CountLook | null;
  readonly until: number;
};
/** What a rendering came to; the page itself goes to the one visitor it was rendered for, unless it is kept. */
type Outcome = { readonly kept: Kept; readonly page: RenderedPage };

/** Renders a page as asked for with exactly these headers, and with the host people are told to open. */
type Render = (path: string, headers: Record<string, string>) => Promise<RenderedPage>;

export type PageCache = {
  /** Answers if this request asks for a page that all visitors see alike; false = somebody else has to. */
  answer(req: IncomingMessage, res: ServerResponse, requestId: string): Promise<boolean> | boolean;
  /** Forgets every page, also those that are just being rendered. */
  clear(): void;
};

/**
 * Keeps public activity pages for at most a second and gives them to visitors about whom nothing is known but their
 * language. A page is rendered with nothing of its visitor in it: no cookie, no address, no query; so there is nothing
 * private to keep. It is kept when it is a complete HTML page with status 200 that sets no cookie and whose form carries
 * this rendering's request id. Each answer has a nonce and a request id of its own, and is counted as a look.
 */
export function pageCache(render: Render): PageCache {
  const pages = new Map<string, Kept>();
  const rendering = new Map<string, { readonly outcome: Promise<Outcome>; readonly until: number }>();
  let bytes = 0;

  function forget(kept: Kept) {
    pages.delete(kept.key);
    bytes -= sizeOf(kept);
  }
  function keep(kept: Kept) {
    const before = pages.get(kept.key);
    if (before) forget(before);
    pages.set(kept.key, kept);
    bytes += sizeOf(kept);
    const now = performance.now();
    // Oldest first: as all are kept equally long, they are also those that end first.
    for (const oldest of pages.values()) {
      if (oldest.until > now && bytes <= KEEP_BYTES) break;
      forget(oldest);
    }
  }
  function begin(visit: Visit, requestId: string): Promise<Outcome> {
    const until = performance.now() + KEEP_MS;
    const outcome = renderFor(render, visit, until, requestId);
    const mine = { outcome, until };
    rendering.set(visit.key, mine);
    const settle = (kept: Kept | null) => {
      // A change since it began, or a later rendering, has taken it out: then it is not kept.
      if (rendering.get(visit.key) !== mine) return;
      rendering.delete(visit.key);
      if (kept) keep(kept);
    };
    outcome.then(
      ({ kept }) => settle(kept),
      () => settle(null),
    );
    return outcome;
  }
  async function answerRendered(req: IncomingMessage, res: ServerResponse, visit: Visit, requestId: string) {
    const going = rendering.get(visit.key);
    const joins = going !== undefined && going.until > performance.now();
    const outcome = await (joins ? going.outcome : begin(visit, requestId)).catch(() => null);
    // Whatever went wrong, it is Next's to answer and to report.
    if (!outcome) return false;
    const { kept, page } = outcome;
    metrics().pageCache.inc({ outcome: kept.template ? (joins ? "joined" : "miss") : "not_kept" });
    if (!kept.template && joins) return false;
    if (kept.template) give(res, req.headers, kept, requestId);
    else givePage(res, req.headers, page, kept.countLook, requestId);
    return true;
  }

  return {
    answer(req, res, requestId) {
      const visit = visitOf(req);
      if (!visit) return false;
      const kept = pages.get(visit.key);
      if (!kept || kept.until <= performance.now()) return answerRendered(req, res, visit, requestId);
      if (!kept.template) return false;
      give(res, req.headers, kept, requestId);
      metrics().pageCache.inc({ outcome: "hit" });
      return true;
    },
    clear() {
      pages.clear();
      rendering.clear();
      bytes = 0;
    },
  };
}

// The address is the one server.ts has made sure of.
const lookerOf = (asked: IncomingHttpHeaders): Looker => ({
  userAgent: (asked["user-agent"] ?? "").slice(0, 300),
  address: String(asked["x-client-ip"] ?? ""),
});

const sizeOf = (kept: Kept) => (kept.template?.size ?? 0) + 512;

async function renderFor(render: Render, visit: Visit, until: number, requestId: string): Promise<Outcome> {
  expectLook(requestId);
  try {
    const page = await render(visit.path, {
      accept: "text/html",
      "accept-language": visit.locale,
      // Next gives link previews, which read no scripts, the whole head first; so every visitor gets it.
      "user-agent": "Scrip page cache (as for Slackbot)",
      "x-request-id": requestId,
      "x-client-ip": "127.0.0.1",
      "x-forwarded-for": "127.0.0.1",
    });
    const countLook = takeLook(requestId);
    const status = takeStatus(requestId, page.status);
    const template = templateOf({ ...page, status }, requestId);
    return { kept: { key: visit.key, template, countLook, until }, page: { ...page, status } };
  } finally {
    takeLook(requestId);
    takeStatus(requestId, 0);
  }
}

function templateOf(page: RenderedPage, requestId: string): PageTemplate | null {
  const of = (name: string) => page.headers.find(([given]) => given.toLowerCase() === name)?.[1] ?? "";
  const nonce = /'nonce-([^']+)'/.exec(of("content-security-policy"))?.[1];
  const fits =
    page.status === 200 && of("content-type").startsWith("text/html") && page.body.length <= PAGE_BYTES;
  if (!fits || nonce?.length !== makeNonce().length || of("set-cookie") !== "") return null;
  // A form's request id makes its request count once: one that is not replaced would be shared by all visitors.
  const ids = page.body.toString("latin1").matchAll(/name="requestId" value="([^"]*)"/g);
  if ([...ids].some(([, id]) => id !== requestId)) return null;
  const headers = page.headers.filter(([name]) => name.toLowerCase() !== "x-request-id");
  return pageTemplate({ headers, body: page.body }, { nonce, requestId });
}

/** Gives a kept page, as if it had been rendered for this visitor. */
function give(res: ServerResponse, asked: IncomingHttpHeaders, kept: Kept, requestId: string): void {
  if (!kept.template || res.destroyed) return;
  const tokens = { nonce: makeNonce(), requestId };
  const gzip = takesGzip(asked);
  const { body, giveBack } = kept.template.copy(tokens, gzip);
  const headers = kept.template.headers(tokens);
  headers.push("x-request-id", requestId, "content-length", String(body.length));
  if (gzip) headers.push("content-encoding", "gzip");
  res.writeHead(200, headers);
  // Finished = all of it is with the system. An answer that is cut off never is, and its copy is nobody's any more.
  res.end(body, giveBack);
  if (!isAhead(asked["sec-purpose"])) kept.countLook?.(lookerOf(asked));
}

/** Gives a page that is not kept to the one visitor it was rendered for. */
function givePage(
  res: ServerResponse,
  asked: IncomingHttpHeaders,
  page: RenderedPage,
  countLook: CountLook | null,
  requestId: string,
): void {
  if (res.destroyed) return;
  for (const [name, value] of staticSecurityHeaders()) res.setHeader(name, value);
  const headers = page.headers.filter(([name]) => name.toLowerCase() !== "x-request-id").flat();
  headers.push("x-request-id", requestId, "content-length", String(page.body.length));
  if (page.status === 503) headers.push("retry-after", "1");
  res.writeHead(page.status, headers);
  res.end(page.body);
  if (!isAhead(asked["sec-purpose"])) countLook?.(lookerOf(asked));
}
