import { expect, it } from "vitest";
import { linkFileRow } from "@/lib/links/queries/file";

const row = {
  ...{ id: "lnk_1", slug: "abcdefg", targetType: "home" as const, targetId: "", targetName: null },
  ...{ name: "", utm: { source: "", medium: "", campaign: "", term: "", content: "" } },
  ...{ expiresAt: null, disabledAt: null, createdAt: new Date(0), createdBy: null },
  ...{ clicks: 3, visitors: 3, claims: 1, claimers: 1, orders: 0 },
};

it("names a channel of the merchant's own as the list does", () => {
  const names = new Map([["flyers", "Flyers at the door"]]);
  const named = (channel: string) => linkFileRow({ ...row, channel }, new Date(), names).channelName;
  expect(named("flyers")).toBe("Flyers at the door");
  expect(named("gone")).toBe("gone");
});
