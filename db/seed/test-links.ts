import type { Tx } from "@/db/client";
import { linkChannels, links } from "@/db/schema/links";
import { newId } from "@/lib/kernel/id";

/** What of a test world is about promotion: a link to the activity of each corner, and a channel of the merchant's own. */
export type Promotion = { readonly firstLinkId: string; readonly linkId: string; readonly channelId: string };

type Facts = {
  readonly merchantId: string;
  readonly marker: string;
  readonly first: { readonly activityId: string };
  readonly second: { readonly activityId: string };
};

/** Makes what of a test world is about promotion. */
export async function makePromotion(
  tx: Tx,
  { merchantId, marker, first, second }: Facts,
): Promise<Promotion> {
  const utm = { source: "", medium: "", campaign: "", term: "", content: "" };
  const make = async (word: string, targetId: string) => {
    const id = newId("lnk");
    const about = { channel: "social", name: `${marker} ${word} link`, utm };
    // It tells whose it is, as everything of a test world does.
    const slug = `${marker
      .toLowerCase()
      .replace(/[^a-z0-9]/g, "")
      .slice(0, 13)}${id.slice(-7)}`;
    await tx.insert(links).values({ merchantId, id, slug, targetType: "activity", targetId, ...about });
    return id;
  };
  const channelId = newId("chn");
  const channel = { code: "own-channel", name: `${marker} channel`, colour: "#187645" };
  await tx.insert(linkChannels).values({ merchantId, id: channelId, ...channel });
  return {
    firstLinkId: await make("first", first.activityId),
    linkId: await make("second", second.activityId),
    channelId,
  };
}
