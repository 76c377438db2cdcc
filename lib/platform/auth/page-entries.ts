import type { Door } from "@/lib/platform/auth/entries";
import type { Capability, KeyCapability } from "@/lib/platform/auth/permissions";

/** The ways in to the decoration of activities' pages (E-01). Part of the table of entries.ts. */
export const pageEntries = {
  "page:/console/[merchant]/activities/[activity]/page": "activity.write",
  "page:/console/[merchant]/s/[store]/activities/[activity]/page": "activity.write",
  "action:activities/savePage": "activity.write",
  "action:activities/restorePage": "activity.write",
  "action:activities/openCouponPage": "activity.publish",
  "action:activities/publishPage": "activity.publish",
  "action:activities/unpublishPage": "activity.publish",
  "action:activities/findPageVersions": "activity.write",
  "page:/a/[slug]/preview/[token]": "anybody",
  "action:activities/noteEditing": "activity.write",
  "action:activities/makePreview": "activity.write",
  "action:activities/findGoods": "activity.write",
  "action:activities/readGoods": "activity.write",
  "action:activities/readPageVersion": "activity.write",
  "action:activities/savePageTemplate": "activity.write",
  "action:activities/deletePageTemplate": "activity.write",
  "query:activities/getLivePage": "anybody",
  "query:activities/listPageStores": "anybody",
  "query:activities/listPageGoods": "anybody",
  "query:activities/listWinners": "anybody",
  "query:activities/findPageGoods": "activity.write",
  "query:packs/listMallPacks": "anybody",
  "query:packs/findMallPacks": "anybody",
  "query:activities/getDecorated": "activity.write",
  "query:activities/getPageDraft": "activity.write",
  "query:activities/listPageVersions": "activity.write",
  "query:activities/getPageVersion": "activity.write",
  "query:activities/listPageTemplates": "activity.write",
} as const satisfies Record<string, Capability | KeyCapability | Door>;
