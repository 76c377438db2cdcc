import type { Tx } from "@/db/client";
import { links } from "@/db/schema/links";
import { placements } from "@/db/schema/placements";
import { newId, newSlug } from "@/lib/kernel/id";
import { SLUG_ALPHABET, SLUG_LENGTH } from "@/lib/links/rules";
import { builtInChannels } from "@/lib/links/schema";

const DAY = 86_400_000;
const [onSite] = builtInChannels;

type Facts = {
  readonly merchantId: string;
  readonly now: Date;
  readonly createdBy: string;
  readonly activityId: string;
  readonly packId: string;
};

/** A banner on members' home that leads to the winter activity, and a pop-up in the mall for a pack: two to look at. */
export async function makeDemoPlacements(tx: Tx, facts: Facts): Promise<void> {
  const { merchantId, now, createdBy, activityId, packId } = facts;
  const startsAt = new Date(now.getTime() - 9 * DAY);
  const link = async (targetType: "activity" | "pack", targetId: string) => {
    const [id, slug] = [newId("lnk"), newSlug(SLUG_ALPHABET, SLUG_LENGTH)];
    const utm = { ...onSite.utm, campaign: "", term: "", content: "" };
    const leads = { targetType, targetId, channel: onSite.code, utm };
    await tx.insert(links).values({ merchantId, id, slug, ...leads, createdBy, createdAt: startsAt });
    return id;
  };
  const place = async (linkId: string, placement: Partial<typeof placements.$inferInsert>) => {
    const about = { slot: "home", form: "banner", audience: { type: "all" } } as const;
    const made = { merchantId, id: newId("plc"), linkId, startsAt, createdBy, createdAt: startsAt };
    await tx.insert(placements).values({ ...about, ...made, ...placement });
  };
  await place(await link("activity", activityId), {
    title: "Look under your cup sleeve",
    text: "Type the winter password and unwrap a gift.",
    button: "Type a password",
    translations: {
      "zh-CN": { title: "看看杯套下面", text: "输入冬日口令，领取一份小礼物。", button: "输入口令" },
    },
    endsAt: new Date(now.getTime() + 38 * DAY),
  });
  await place(await link("pack", packId), {
    ...{ slot: "mall", form: "popup" },
    title: "Half a year of tea",
    text: "Two vouchers every month, and an egg tart to begin with.",
    translations: { "zh-CN": { title: "半年茶香", text: "每月两张代金券，首月再送一个蛋挞。" } },
  });
}
