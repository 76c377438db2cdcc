import { contrast, type HexColour, isHexColour, mix, readable, TEXT_CONTRAST } from "@/lib/kernel/colour";

/** The roles of the design system that a brand colour decides (components/ui/tokens.css). */
export type BrandRoles = {
  readonly brand: HexColour;
  readonly hover: HexColour;
  readonly onBrand: HexColour;
  readonly soft: HexColour;
};

/** The grounds that text stands on in members' pages, light and dark. */
const LIGHT = { page: "#faf9f7", card: "#ffffff", well: "#f3f1ed", ink: "#000000" } as const;
const DARK = { page: "#141311", card: "#1d1b18", well: "#0f0e0c", ink: "#ffffff" } as const;
const LIGHT_TEXT = "#ffffff";
const DARK_TEXT = "#1c0f09";

function rolesOn(grounds: typeof LIGHT | typeof DARK, colour: HexColour, softShare: number): BrandRoles {
  const { page, card, well, ink } = grounds;
  const soft = mix(card, colour, softShare);
  const brand = readable(colour, ink, [page, card, well, soft]);
  const onBrand = contrast(LIGHT_TEXT, brand) >= TEXT_CONTRAST ? LIGHT_TEXT : DARK_TEXT;
  // Away from the text on it, so that it is read as well while pointed at.
  const hover = mix(brand, onBrand === LIGHT_TEXT ? "#000000" : "#ffffff", 0.15);
  return { brand, hover, onBrand, soft };
}

/**
 * What a merchant's colour makes of members' pages, light and dark: every text in it or on it has a contrast of at least
 * 4.5. `light.brand` is the colour itself where it is readable as it is, else the nearest that is. Null = no colour of
 * the merchant's own, or what is no colour.
 */
export function brandTokens(colour: string | null): { light: BrandRoles; dark: BrandRoles } | null {
  if (colour === null || !isHexColour(colour)) return null;
  return { light: rolesOn(LIGHT, colour, 0.08), dark: rolesOn(DARK, colour, 0.16) };
}

/** What browsers paint their own frame of members' pages with: the merchant's colour, on a dark device its quiet ground. */
export function themeColours(colour: string | null): { light: HexColour; dark: HexColour } {
  const tokens = brandTokens(colour);
  return { light: tokens?.light.brand ?? LIGHT.page, dark: tokens?.dark.soft ?? DARK.page };
}

/** As strong as the strongest rule of tokens.css, which names the document twice. */
const ROOT = ":root:root:root";

/** The variables of the design system for one ground. */
function variables({ brand, hover, onBrand, soft }: BrandRoles): string {
  return `--brand:${brand};--brand-hover:${hover};--on-brand:${onBrand};--brand-soft:${soft}`;
}

/**
 * The style of members' pages in a merchant's colour, for one `<style>`: made of checked colours and words of ours
 * alone. Empty = the product's own look.
 */
export function brandStyle(colour: string | null): string {
  const tokens = brandTokens(colour);
  if (!tokens) return "";
  return `${ROOT}{${variables(tokens.light)}}@media (prefers-color-scheme:dark){${ROOT}{${variables(tokens.dark)}}}`;
}
