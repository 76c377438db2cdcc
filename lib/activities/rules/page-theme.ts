import type { Block } from "@/lib/activities/schema/blocks";
import type { Page } from "@/lib/activities/schema/page";
import type { Theme } from "@/lib/activities/schema/theme";
import { contrast, type HexColour, isHexColour, mix, readable, TEXT_CONTRAST } from "@/lib/kernel/colour";
import { imagePath } from "@/lib/kernel/image";

/** The roles of the design system (components/ui/tokens.css) that a page's theme decides. */
type Palette = Readonly<Record<`--${string}`, HexColour>>;

/** The product's own look, light and dark; the same values as tokens.css. */
const LIGHT = {
  bg: "#faf9f7",
  surface: "#ffffff",
  text: "#1c1a17",
  brand: "#bc3a15",
  success: "#187645",
  warning: "#8f5a00",
  danger: "#be1e2d",
  info: "#1d5fd0",
} as const;
const DARK = {
  bg: "#141311",
  surface: "#1d1b18",
  text: "#f4f1ec",
  brand: "#ff7a4d",
  success: "#5ccb8d",
  warning: "#f2b84b",
  danger: "#ff8a8f",
  info: "#7fb0ff",
} as const;
const WHITE: HexColour = "#ffffff";
const BLACK: HexColour = "#000000";
const DARK_ON_BRAND: HexColour = "#1c0f09";

const isDark = (colour: HexColour) => contrast(WHITE, colour) > contrast(BLACK, colour);

/** The darkest and the lightest that a picture can make of the sheet of colour before it. */
const shineOn = (colour: HexColour, share: number) => [mix(colour, BLACK, share), mix(colour, WHITE, share)];

/** How much of a picture is seen through its sheet: as much as leaves black or white readable wherever it is seen. */
function shineOf(colour: HexColour): number {
  const reads = (ink: HexColour, share: number) =>
    shineOn(colour, share).every((ground) => contrast(ink, ground) >= TEXT_CONTRAST);
  return [0.16, 0.12, 0.08, 0.04].find((share) => reads(BLACK, share) || reads(WHITE, share)) ?? 0;
}

/** The colours of the page's ground: none of its own, one, the ends of a gradient, or all a picture can make of one. */
function grounds({ background }: Theme): readonly HexColour[] {
  if (background.type === "colour") return [background.colour];
  if (background.type === "image") {
    const { colour } = background;
    return [colour, ...shineOn(colour, shineOf(colour))];
  }
  return background.type === "gradient" ? [background.from, background.to] : [];
}

/** Whether the theme has a ground of its own: then the page looks the same by day and by night. */
export function hasOwnGround(theme: Theme): boolean {
  return theme.surface !== null || theme.text !== null || theme.background.type !== "plain";
}

/** A surface with some of a colour in it; the surface itself where nothing could be read on that. */
function tinted(surface: HexColour, colour: HexColour, share: number): HexColour {
  const tint = mix(surface, colour, share);
  return contrast(isDark(surface) ? WHITE : BLACK, tint) >= TEXT_CONTRAST ? tint : surface;
}

/** The accent's roles where text stands on `on`: what is written in it or on it can be read. */
function accentRoles(accent: HexColour, on: readonly HexColour[], surface: HexColour): Palette {
  const dark = isDark(surface);
  const soft = tinted(surface, accent, dark ? 0.16 : 0.08);
  const brand = readable(accent, dark ? WHITE : BLACK, [...on, surface, soft]);
  const inks = [WHITE, DARK_ON_BRAND, BLACK];
  const onBrand = inks.find((ink) => contrast(ink, brand) >= TEXT_CONTRAST) ?? BLACK;
  const hover = mix(brand, onBrand === WHITE ? BLACK : WHITE, 0.15);
  return { "--brand": brand, "--brand-hover": hover, "--on-brand": onBrand, "--brand-soft": soft };
}

type OwnPalette = { readonly palette: Palette; readonly ground: Palette; readonly dark: boolean };

/** Every role of the design system for a page with a ground of its own. */
function ownPalette(theme: Theme, accent: HexColour): OwnPalette {
  const own = grounds(theme);
  const dark = isDark(theme.surface ?? own[0] ?? (theme.text && !isDark(theme.text) ? BLACK : WHITE));
  const base = dark ? DARK : LIGHT;
  const ink = dark ? WHITE : BLACK;
  const surface = theme.surface ?? base.surface;
  const sunken = tinted(surface, ink, 0.05);
  const page = own.length > 0 ? own : [base.bg];
  const cards = [surface, sunken];
  const text = readable(theme.text ?? base.text, ink, cards);
  const second = (share: number) => readable(mix(text, surface, share), ink, cards);
  const tone = (colour: HexColour, soft: HexColour) => readable(colour, ink, [...cards, soft]);
  const softOf = (colour: HexColour) => tinted(surface, colour, dark ? 0.18 : 0.1);
  const tones = (["success", "warning", "danger", "info"] as const).flatMap((name) => {
    const soft = softOf(base[name]);
    return [[`--${name}`, tone(base[name], soft)] as const, [`--${name}-soft`, soft] as const];
  });
  const palette: Palette = {
    "--bg": page[0] ?? base.bg,
    "--surface": surface,
    "--raised": surface,
    "--sunken": sunken,
    "--text": text,
    "--text-2": second(0.3),
    "--text-3": second(0.42),
    "--border": mix(surface, text, 0.15),
    "--border-strong": readable(mix(surface, text, 0.45), text, cards, 3),
    ...accentRoles(accent, cards, surface),
    ...Object.fromEntries(tones),
    "--focus": readable(base.info, ink, [...cards, ...page], 3),
  };
  return { palette, ground: groundPalette(theme, accent, page), dark };
}

/** The roles of what stands on the page itself and not on a card. */
function groundPalette(theme: Theme, accent: HexColour, page: readonly HexColour[]): Palette {
  const first = page[0] ?? WHITE;
  const ink = inkOn(page);
  const usual = ink === WHITE ? DARK.text : LIGHT.text;
  // A text for pale cards on a dark ground: what the cards are of is read there; the nearest to the text is a dull grey.
  const own = [theme.text, theme.surface].find(
    (colour) => colour && page.every((ground) => contrast(colour, ground) >= TEXT_CONTRAST),
  );
  const text = readable(own ?? usual, ink, page);
  return {
    "--text": text,
    "--text-2": readable(mix(text, first, 0.2), ink, page),
    "--text-3": readable(mix(text, first, 0.3), ink, page),
    "--brand": readable(accent, ink, page),
    "--border": mix(first, text, 0.25),
    "--border-strong": readable(mix(first, text, 0.5), ink, page, 3),
    "--sunken": mix(first, ink, 0.1),
  };
}

/** Black or white, whichever is read better on all of them. */
function inkOn(page: readonly HexColour[]): HexColour {
  const worst = (ink: HexColour) => Math.min(...page.map((ground) => contrast(ink, ground)));
  return worst(WHITE) > worst(BLACK) ? WHITE : BLACK;
}

const radii = { none: 0, small: 8, medium: 14, large: 24 } as const;
const fonts = {
  sans: "var(--font-sans)",
  serif: 'Georgia, "Songti SC", "Noto Serif SC", "SimSun", serif',
  round: 'ui-rounded, "SF Pro Rounded", "Hiragino Maru Gothic ProN", "Yuanti SC", var(--font-sans)',
} as const;
const scales = { small: "0.94", medium: "1", large: "1.1" } as const;
const weights = { regular: 500, bold: 680, heavy: 850 } as const;
const buttons = { pill: 999, rounded: 12, square: 2 } as const;

/** As strong as the strongest rule of tokens.css and stronger than the merchant's brand, which comes first. */
const ROOT = ":root:root:root:root";

/** What stands on the page with a surface of its own. */
const CARDS = ".hero,.ticket,.pg-card,.p-card,.p-button,.p-input";

const listed = (palette: Palette) =>
  Object.entries(palette)
    .filter(([, colour]) => isHexColour(colour))
    .map(([name, colour]) => `${name}:${colour}`)
    .join(";");

function shapes(theme: Theme): string {
  return [
    `--page-radius:${radii[theme.radius]}px`,
    `--page-button:${buttons[theme.buttonShape]}px`,
    `--page-font:${fonts[theme.font]}`,
    `--page-zoom:${scales[theme.fontScale]}`,
    `--page-heading:${weights[theme.headingWeight]}`,
  ].join(";");
}

/** What fills the page behind everything: `background` of its body, where one colour does not do. */
function fill({ background }: Theme): string {
  if (background.type === "gradient")
    return `background:linear-gradient(180deg,${background.from},${background.to}) fixed;`;
  return background.type === "image"
    ? `background:${background.colour} url("${imagePath(background.id, 960)}") center/cover fixed;`
    : "";
}

/** On a wide screen the picture behind the page is the large one; a telephone never fetches it. */
function wideFill({ background }: Theme): string {
  return background.type === "image"
    ? `@media (min-width:961px){${ROOT} body{background-image:url("${imagePath(background.id, 1600)}")}}`
    : "";
}

/** Before a picture, all that is written stands on a sheet of one colour, through which little of it is seen. */
function sheet({ background }: Theme): string {
  if (background.type !== "image") return "";
  const alpha = Math.ceil((1 - shineOf(background.colour)) * 255).toString(16);
  return `${ROOT} .page-sheet{background:${background.colour}${alpha}}`;
}

/** The main button's own colour where it has one; its words are made to be read on it. */
function buttonStyle(blocks: readonly Block[]): string {
  const colour = blocks
    .map((block) => (block.type === "action" ? block.props.buttonColour : null))
    .find(Boolean);
  if (!colour || !isHexColour(colour)) return "";
  const ink = [WHITE, DARK_ON_BRAND, BLACK].find((one) => contrast(one, colour) >= TEXT_CONTRAST) ?? BLACK;
  const hover = mix(colour, ink === WHITE ? BLACK : WHITE, 0.15);
  const roles = listed({ "--brand": colour, "--brand-hover": hover, "--on-brand": ink });
  return `${ROOT} [data-type="action"] form .p-button:not(.p-button--secondary){${roles}}`;
}

function colours(theme: Theme, brand: string | null): string {
  const given = theme.accent ?? (brand !== null && isHexColour(brand) ? brand : null);
  if (!hasOwnGround(theme)) {
    if (!theme.accent) return "";
    const light = accentRoles(theme.accent, [LIGHT.bg, "#f3f1ed"], LIGHT.surface);
    const dark = accentRoles(theme.accent, [DARK.bg, "#0f0e0c"], DARK.surface);
    return `${ROOT}{${listed(light)}}@media (prefers-color-scheme:dark){${ROOT}:not([data-theme="light"]){${listed(dark)}}}${ROOT}[data-theme="dark"]{${listed(dark)}}`;
  }
  const fallback = isDark(theme.surface ?? grounds(theme)[0] ?? WHITE) ? DARK.brand : LIGHT.brand;
  const { palette, ground, dark } = ownPalette(theme, given ?? fallback);
  const scheme = `color-scheme:${dark ? "dark" : "light"}`;
  return [
    `${ROOT}{${scheme};${listed(palette)}}`,
    `${ROOT} body{${fill(theme)}${listed(ground)};color:var(--text)}`,
    wideFill(theme),
    sheet(theme),
    `${ROOT} :is(${CARDS}){${listed(palette)}}`,
  ].join("");
}

/**
 * The style of a page, for the one `<style>` beside its stylesheet: made of checked colours, numbers and words of ours
 * alone, so that nothing a merchant gives can be more than a colour (S-22, S-23). All text in it has a contrast of at
 * least 4.5 whatever colours were chosen: one that could not be read is moved until it can.
 */
export function pageStyle({ theme, blocks }: Pick<Page, "theme" | "blocks">, brand: string | null): string {
  return `${colours(theme, brand)}${ROOT}{${shapes(theme)}}${buttonStyle(blocks)}`;
}

/** A colour of a theme that is hard to read on its cards: how far apart they are, and the nearest that would do. */
export type ContrastWarning = {
  readonly token: "text" | "accent";
  readonly colour: HexColour;
  /** 1 to 21; text needs 4.5. */
  readonly ratio: number;
  readonly fix: HexColour;
};

/**
 * The theme's colours that text could not be read in on a card as they are, each with the nearest that can; none = all
 * can. What stands on the page itself is not chosen, but made to be read there.
 */
export function contrastWarnings(theme: Theme): ContrastWarning[] {
  const ground = grounds(theme)[0];
  const surface = theme.surface ?? (ground && isDark(ground) ? DARK.surface : WHITE);
  return (["text", "accent"] as const).flatMap((token) => {
    const colour = theme[token];
    if (!colour) return [];
    const ratio = contrast(colour, surface);
    if (ratio >= TEXT_CONTRAST) return [];
    return [{ token, colour, ratio, fix: readable(colour, inkOn([surface]), [surface]) }];
  });
}

/** The theme with every colour that cannot be read moved to the nearest that can. */
export function mendContrast(theme: Theme): Theme {
  const fixes = Object.fromEntries(contrastWarnings(theme).map(({ token, fix }) => [token, fix]));
  return { ...theme, ...fixes };
}
