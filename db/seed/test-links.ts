import type { Tx } from "@/db/client";
import { linkChannels, links } from "@/db/schema/links";
import { placements } from "@/db/schema/placements";
import { newId } from "@/lib/kernel/id";

/**
 * What of a test world is about promotion: a link to the activity of each corner with a placement in the menu of its store,
 * and a channel of the merchant's own.
 */
export type Promotion = {
  readonly firstLinkId: string;
  readonly linkId: string;
  readonly firstPlacementId: string;
  readonly placementId: string;
  readonly channelId: string;
};

type Corner = { readonly storeId: string; readonly activityId: string };
type Facts = {
  readonly merchantId: string;
  readonly marker: string;
  readonly first: Corner;
  readonly second: Corner;
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
  const place = async (word: string, linkId: string, storeId: string) => {
    const id = newId("plc");
    const about = { slot: "menu", form: "banner", title: `${marker} ${word} placement` } as const;
    const audience = { type: "all" } as const;
    const startsAt = new Date();
    await tx.insert(placements).values({ merchantId, id, linkId, storeId, startsAt, audience, ...about });
    return id;
  };
  const [firstLinkId, linkId] = [
    await make("first", first.activityId),
    await make("second", second.activityId),
  ];
  return {
    ...{ firstLinkId, linkId, channelId },
    firstPlacementId: await place("first", firstLinkId, first.storeId),
    placementId: await place("second", linkId, second.storeId),
  };
}
