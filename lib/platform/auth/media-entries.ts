import type { Door } from "@/lib/platform/auth/entries";
import type { Capability } from "@/lib/platform/auth/permissions";

/** The ways in to images, links and what is made for promotion. Part of the table of entries.ts. */
export const mediaEntries = {
  // images
  "route:POST /console/[merchant]/images": "image.upload",
  "route:POST /console/[merchant]/s/[store]/images": "image.upload",
  // videos, in parts, and their captions
  "route:POST /console/[merchant]/videos": "image.upload",
  "route:POST /console/[merchant]/s/[store]/videos": "image.upload",
  "route:PUT /console/[merchant]/videos/[video]": "image.upload",
  "route:PUT /console/[merchant]/s/[store]/videos/[video]": "image.upload",
  "route:POST /console/[merchant]/videos/[video]": "image.upload",
  "route:POST /console/[merchant]/s/[store]/videos/[video]": "image.upload",
  "route:POST /console/[merchant]/captions": "image.upload",
  "route:POST /console/[merchant]/s/[store]/captions": "image.upload",
  "route:GET /media/[file]": "anybody",
  "route:GET /a/[slug]/card": "anybody",
  "route:GET /m/[merchant]/packs/[pack]/card": "anybody",
  // short links
  "route:GET /s/[slug]": "anybody",
  "page:/s/[slug]/over": "anybody",
  "query:links/slugOfChannel": "anybody",
  // console: links
  "page:/console/[merchant]/links": "link.read",
  "page:/console/[merchant]/links/[link]": "link.read",
  "page:/console/[merchant]/links/[link]/poster": "link.read",
  "page:/console/[merchant]/s/[store]/links": "link.read",
  "page:/console/[merchant]/s/[store]/links/[link]": "link.read",
  "page:/console/[merchant]/s/[store]/links/[link]/poster": "link.read",
  "page:/console/[merchant]/settings/channels": "link.write",
  "page:/console/[merchant]/s/[store]/settings/channels": "link.write",
  "query:links/listLinks": "link.read",
  "query:links/chosenLinks": "link.read",
  "query:links/getLink": "link.read",
  "query:links/linksTo": "link.read",
  "query:links/linkFigures": "link.read",
  "query:links/listChannels": "link.read",
  "query:links/lastChoice": "link.read",
  "query:links/pagesOfCoupon": "link.read",
  "query:links/promotableActivity": "link.read",
  "query:links/promotablePack": "link.read",
  "query:links/findTargets": "link.write",
  "action:links/createLink": "link.write",
  "action:links/changeLinks": "link.write",
  "action:links/openPromote": "link.read",
  "action:links/readCodes": "link.read",
  "action:links/findLinkTargets": "link.write",
  "action:links/createChannel": "link.write",
  "action:links/editChannel": "link.write",
  "action:links/changeChannelState": "link.write",
  "action:links/saveChoice": "link.read",
} as const satisfies Record<string, Capability | Door>;
