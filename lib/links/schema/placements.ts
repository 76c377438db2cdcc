import { z } from "zod";
import { isOrdinary } from "@/lib/kernel/time";
import { audienceSchema } from "@/lib/members/schema/audience";
import { imageSchema } from "@/lib/merchants/schema/image";
import { translationsSchema } from "@/lib/merchants/schema/translations";

/** Where on members' own pages something can be placed (D4). */
export const slots = ["home", "menu", "mall", "checkout"] as const;
export type Slot = (typeof slots)[number];
/** Those in which a store is chosen: what is placed in a store's view stands in these alone, for that store. */
export const storeSlots = ["menu", "checkout"] as const satisfies readonly Slot[];
export const isStoreSlot = (slot: Slot): boolean => storeSlots.some((one) => one === slot);

/**
 * Most placements of one form that are on and not over in one slot, everywhere or in one store: all of them are read for
 * each look of its page.
 */
export const MAX_IN_SLOT = 20;

export const placementForms = ["banner", "popup"] as const;
export type PlacementForm = (typeof placementForms)[number];

/** Most of each that one page shows; of pop-ups one alone, the first that its reader has not closed. */
export const SHOWN = { banner: 3, popup: 3 } as const;

/** So many of one thing are listed in its promote dialog, the newest. */
export const LISTED = 50;

/** The words of a placement, and how many characters each may have in any language. */
export const placementTexts = { title: 40, text: 100, button: 16 } as const;
export type PlacementText = keyof typeof placementTexts;

/** What can be placed: what has a page that members open, and an end of being had. */
export const placedTargetSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("activity"), id: z.string().startsWith("act_").max(40) }),
  z.strictObject({ type: z.literal("pack"), id: z.string().startsWith("pak_").max(40) }),
]);
export type PlacedTarget = z.output<typeof placedTargetSchema>;

const instant = z.iso
  .datetime({ offset: true })
  .refine((text) => isOrdinary(new Date(text)), { message: "year_out_of_range" });

/** All of a placement but when it is, which a form says on the merchant's clock. */
export const placementFields = {
  slot: z.enum(slots),
  form: z.enum(placementForms),
  title: z.string().trim().max(placementTexts.title).default(""),
  text: z.string().trim().max(placementTexts.text).default(""),
  button: z.string().trim().max(placementTexts.button).default(""),
  translations: translationsSchema(placementTexts).default({}),
  image: imageSchema.nullable().default(null),
  audience: audienceSchema.default({ type: "all" }),
  position: z.int().min(1).max(99).default(1),
};

/** A placement as somebody asks for it; empty words are those of the shared link's card. */
export const placementInputSchema = z
  .strictObject({
    ...placementFields,
    startsAt: instant,
    /** Not itself in it; null = until it is switched off. */
    endsAt: instant.nullable().default(null),
  })
  .refine(({ startsAt, endsAt }) => endsAt === null || new Date(startsAt) < new Date(endsAt), {
    path: ["endsAt"],
    message: "end_before_start",
  });
export type PlacementInput = z.output<typeof placementInputSchema>;

/**
 * What a placement is now. `hidden`: it is on and its time is, but what it leads to cannot be had (its activity is paused,
 * over or given out, its pack is not sold, its link was ended), so that nobody is shown it.
 */
export const placementStates = ["live", "scheduled", "hidden", "over", "off"] as const;
export type PlacementState = (typeof placementStates)[number];

/** What the list of placements may be narrowed by. */
export const placementFilterSchema = z.strictObject({
  q: z.string().max(200).default(""),
  slots: z.array(z.enum(slots)).max(10).default([]),
  forms: z.array(z.enum(placementForms)).max(10).default([]),
  states: z.array(z.enum(placementStates)).max(10).default([]),
});
export type PlacementFilter = z.output<typeof placementFilterSchema>;
