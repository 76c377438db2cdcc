import { z } from "zod";
import { translationsForm } from "@/components/ui/translations-form";
import type { ImageRef } from "@/lib/kernel/image";
import { toInstant, wallTime } from "@/lib/kernel/time";
import type { PlacementRow } from "@/lib/links/queries/placements";
import {
  type PlacementText,
  placementFields,
  placementTexts,
  type Slot,
} from "@/lib/links/schema/placements";
import type { Audience } from "@/lib/members/schema/audience";

/** A placement as its form holds it: its times are on the merchant's clock. */
export const placementFormSchema = z.object({
  placement: z
    .object({
      ...placementFields,
      startsAt: z.string().min(1),
      endsAt: z.string().nullable(),
    })
    // Both are of one clock and one length, so that text sorts as time does.
    .refine(({ startsAt, endsAt }) => !endsAt || startsAt < endsAt, {
      path: ["endsAt"],
      message: "end_before_start",
    }),
});
export type PlacementForm = z.input<typeof placementFormSchema>;

export const placementTextNames = Object.keys(placementTexts) as PlacementText[];

/** A new one, in the first slot that there is, beginning now, with the picture of the shared card. */
export function newPlacement(slot: Slot, image: ImageRef | null, timeZone: string): PlacementForm {
  const audience: Audience = { type: "all" };
  return {
    placement: {
      ...{ slot, form: "banner", title: "", text: "", button: "", image, audience, position: 1 },
      translations: translationsForm(placementTextNames),
      startsAt: wallTime(new Date(), timeZone),
      endsAt: null,
    },
  };
}

/** One that is there. */
export function placementForm(row: PlacementRow, timeZone: string): PlacementForm {
  const { slot, form, title, text, button, image, audience, position, startsAt, endsAt } = row;
  return {
    placement: {
      ...{ slot, form, title, text, button, image, audience, position },
      translations: translationsForm(placementTextNames, row.translations),
      startsAt: wallTime(startsAt, timeZone),
      endsAt: endsAt && wallTime(endsAt, timeZone),
    },
  };
}

/** What is sent of it. */
export function placementInput({ placement }: PlacementForm, timeZone: string) {
  const { startsAt, endsAt, ...rest } = placement;
  return {
    ...rest,
    startsAt: toInstant(startsAt, timeZone).toISOString(),
    endsAt: endsAt ? toInstant(endsAt, timeZone).toISOString() : null,
  };
}
