import { headers } from "next/headers";
import { followLink } from "@/lib/links/follow-link";
import { requestFacts } from "@/lib/platform/request";

/** A short link, on a host that runs Next alone; server.ts answers it itself where there is such a link. */
export async function GET(
  { method, url }: Request,
  { params }: RouteContext<"/s/[slug]">,
): Promise<Response> {
  const { slug } = await params;
  const { userAgent, address } = await requestFacts();
  const list = await headers();
  const answer = /^[a-z0-9]{4,20}$/.test(slug)
    ? await followLink({
        ...{ slug, userAgent, address, query: new URL(url).search },
        cookies: list.get("cookie") ?? undefined,
        referrer: list.get("referer") ?? undefined,
        // Next answers HEAD by this too: who looks at the head of it opens nothing.
        purpose: method === "HEAD" ? "prefetch" : list.get("sec-purpose"),
      })
    : null;
  const location = answer?.location ?? `/s/${encodeURIComponent(slug)}/over`;
  const response = new Response(null, { status: 302, headers: { location, "cache-control": "no-store" } });
  for (const cookie of answer?.cookies ?? []) response.headers.append("set-cookie", cookie);
  return response;
}
