import { defaultPage } from "@/lib/activities/rules/page-defaults";
import { editPage, newBlock } from "@/lib/activities/rules/page-edits";
import type { Block, BlockType } from "@/lib/activities/schema/blocks";
import type { Page } from "@/lib/activities/schema/page";
import { type Theme, themeSchema } from "@/lib/activities/schema/theme";

export const presetKeys = [
  "minimal",
  "new_year",
  "spring",
  "summer",
  "mid_autumn",
  "christmas",
  "birthday",
  "flash",
  "night",
  "tea",
] as const;
export type PresetKey = (typeof presetKeys)[number];

const looks: Readonly<
  Record<PresetKey, { readonly theme: Partial<Theme>; readonly more: readonly BlockType[] }>
> = {
  minimal: { theme: { radius: "small", buttonShape: "rounded", ticketStyle: "outline" }, more: [] },
  new_year: {
    theme: {
      background: { type: "gradient", from: "#9b1c1c", to: "#5f0f12" },
      surface: "#fff8ec",
      text: "#3a1210",
      accent: "#b3261e",
      ticketStyle: "solid",
      font: "serif",
      headingWeight: "heavy",
      giftIcon: "gift",
    },
    more: ["countdown", "divider"],
  },
  spring: {
    theme: {
      background: { type: "gradient", from: "#e6f4e4", to: "#fbf7ea" },
      surface: "#ffffff",
      text: "#21352a",
      accent: "#2f7d4f",
      font: "round",
      radius: "large",
      giftIcon: "heart",
    },
    more: ["steps"],
  },
  summer: {
    theme: {
      background: { type: "gradient", from: "#cdeffb", to: "#fff4d6" },
      surface: "#ffffff",
      text: "#12323f",
      accent: "#0e7490",
      ticketStyle: "solid",
      font: "round",
      radius: "large",
      giftIcon: "star",
    },
    more: ["countdown"],
  },
  mid_autumn: {
    theme: {
      background: { type: "gradient", from: "#1d2452", to: "#3a2f63" },
      surface: "#fffaf0",
      text: "#2b2450",
      accent: "#8a5a00",
      font: "serif",
      giftIcon: "moon",
    },
    more: ["divider"],
  },
  christmas: {
    theme: {
      background: { type: "gradient", from: "#0f3d2e", to: "#0a2a20" },
      surface: "#fffdf8",
      text: "#1d2b25",
      accent: "#b3261e",
      ticketStyle: "solid",
      headingWeight: "heavy",
      giftIcon: "tree",
    },
    more: ["countdown", "divider"],
  },
  birthday: {
    theme: {
      background: { type: "gradient", from: "#fde7f1", to: "#f3e8ff" },
      surface: "#ffffff",
      text: "#3b1f3a",
      accent: "#a8266f",
      font: "round",
      radius: "large",
      giftIcon: "cake",
    },
    more: ["steps"],
  },
  flash: {
    theme: {
      background: { type: "colour", colour: "#ffe45c" },
      surface: "#ffffff",
      text: "#1a1a1a",
      accent: "#c2260d",
      ticketStyle: "solid",
      radius: "small",
      buttonShape: "square",
      headingWeight: "heavy",
      fontScale: "large",
      giftIcon: "bolt",
    },
    more: ["countdown", "faq"],
  },
  night: {
    theme: {
      background: { type: "colour", colour: "#101114" },
      surface: "#1b1d22",
      text: "#f2f2f5",
      accent: "#7fb0ff",
      radius: "medium",
      giftIcon: "star",
    },
    more: [],
  },
  tea: {
    theme: {
      background: { type: "colour", colour: "#f3ece1" },
      surface: "#fffdf9",
      text: "#33281d",
      accent: "#7a4b23",
      font: "serif",
      giftIcon: "cup",
    },
    more: ["steps", "faq"],
  },
};

/** A page to begin with: a look, and the sections that go with it. */
export function presetPage(key: PresetKey): Page {
  const { theme, more } = looks[key];
  const plain = { ...defaultPage(), theme: themeSchema.parse(theme) };
  return more.reduce<Page>(
    (page, type) =>
      editPage(page, {
        do: "insert",
        block: newBlock(type, type),
        after: type === "countdown" ? "action" : "prizes",
      }),
    plain,
  );
}

/**
 * The page `template` with the words of `page`: its look, its sections and their order, and in each section that both
 * have what `page` says there. A section of `page` that the template does not have goes, an empty one not.
 */
export function applyTemplate(page: Page, template: Page): Page {
  const left = [...page.blocks];
  const take = (type: BlockType) => {
    const at = left.findIndex((block) => block.type === type);
    return at === -1 ? undefined : left.splice(at, 1)[0];
  };
  const blocks = template.blocks.map((block): Block => {
    const own = take(block.type);
    return own ? ({ ...block, props: own.props } as Block) : block;
  });
  return { ...template, blocks };
}
