import * as z from "zod/mini";
import { choice, colourOrNone, colourSchema } from "@/lib/activities/schema/scalars";
import { imageIdPattern } from "@/lib/kernel/image";

export const giftIcons = ["gift", "star", "heart", "cup", "tree", "cake", "bolt", "moon"] as const;

const backgroundSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("plain") }),
  z.strictObject({ type: z.literal("colour"), colour: colourSchema }),
  z.strictObject({ type: z.literal("gradient"), from: colourSchema, to: colourSchema }),
  /** A picture behind the page; what is written stands on a sheet of `colour` before it, so it can always be read. */
  z.strictObject({
    type: z.literal("image"),
    id: z.string().check(z.regex(imageIdPattern)),
    colour: colourSchema,
  }),
]);

/** What there is to choose of each look, in the order it is shown. */
export const themeChoices = {
  ticketStyle: ["soft", "solid", "outline"],
  radius: ["none", "small", "medium", "large"],
  buttonShape: ["pill", "rounded", "square"],
  font: ["sans", "serif", "round"],
  fontScale: ["small", "medium", "large"],
  headingWeight: ["regular", "bold", "heavy"],
  giftIcon: giftIcons,
} as const;

/** How a page looks. A colour that is null comes from the merchant's brand, light and dark as the reader's device asks. */
export const themeSchema = z.strictObject({
  background: z._default(backgroundSchema, { type: "plain" }),
  surface: colourOrNone,
  text: colourOrNone,
  accent: colourOrNone,
  ticketStyle: choice(themeChoices.ticketStyle),
  radius: z._default(z.enum(themeChoices.radius), "medium"),
  buttonShape: choice(themeChoices.buttonShape),
  font: choice(themeChoices.font),
  fontScale: z._default(z.enum(themeChoices.fontScale), "medium"),
  headingWeight: z._default(z.enum(themeChoices.headingWeight), "bold"),
  giftIcon: choice(themeChoices.giftIcon),
  /** A picture instead of the icon; null = the icon. */
  giftPicture: z._default(z.nullable(z.string().check(z.regex(imageIdPattern))), null),
});
export type Theme = z.output<typeof themeSchema>;
export type ThemeKey = keyof Theme;
export const themeKeys = Object.keys(themeSchema.shape) as ThemeKey[];
