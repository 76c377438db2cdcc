import { type Announced, type Announcer, cardVersion, drawCard } from "@/components/share/activity-card";
import { answerFault } from "@/components/share/answer-fault";

/** What a card is drawn of; null = there is no such page. */
type Found = { readonly announced: Omit<Announced, "slug">; readonly merchant: Announcer } | null;

/** Answers who unfurls a link with its drawn picture. */
export async function answerCard(request: Request, find: () => Promise<Found>): Promise<Response> {
  return await answerPicture(request, async () => {
    const found = await find();
    if (!found) return null;
    const { announced, merchant } = found;
    return { version: cardVersion(announced, merchant), draw: () => drawCard(announced, merchant) };
  });
}

/** What is drawn, and what it is called; null = there is no such picture. */
type Drawn = { readonly version: string; readonly draw: () => Promise<Uint8Array> } | null;

/** Answers with a drawn picture, a PNG: for good where the address names what is drawn, else for minutes. */
export async function answerPicture(request: Request, find: () => Promise<Drawn>): Promise<Response> {
  try {
    const found = await find();
    if (!found) return new Response(null, { status: 404 });
    const { version } = found;
    const isNamed = new URL(request.url).searchParams.get("v") === version;
    const headers = {
      etag: `"${version}"`,
      "cache-control": isNamed ? "public, max-age=31536000, immutable" : "public, max-age=300",
      "cross-origin-resource-policy": "cross-origin",
    };
    if (request.headers.get("if-none-match")?.includes(version)) {
      return new Response(null, { status: 304, headers });
    }
    const picture = await found.draw();
    return new Response(new Uint8Array(picture), { headers: { ...headers, "content-type": "image/png" } });
  } catch (error) {
    return answerFault(error);
  }
}
