import type { Door } from "@/lib/platform/auth/entries";
import type { Capability } from "@/lib/platform/auth/permissions";

/** The ways in to images, links and what is made for promotion. Part of the table of entries.ts. */
export const mediaEntries = {
  // images
  "route:POST /console/[merchant]/images": "image.upload",
  "route:POST /console/[merchant]/s/[store]/images": "image.upload",
  "route:GET /media/[file]": "anybody",
  "route:GET /a/[slug]/card": "anybody",
} as const satisfies Record<string, Capability | Door>;
