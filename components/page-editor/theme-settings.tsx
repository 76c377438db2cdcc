"use client";

import { useTranslations } from "next-intl";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { contrastWarnings, mendContrast } from "@/lib/activities/rules/page-theme";
import { type Theme, type ThemeKey, themeSchema } from "@/lib/activities/schema/page";
import { type HexColour, isHexColour } from "@/lib/kernel/colour";
import { ColourControl } from "./colour-control";
import type { PageEditor } from "./use-page-editor";

const choices = [
  ["ticketStyle", themeSchema.shape.ticketStyle.unwrap().options],
  ["radius", themeSchema.shape.radius.unwrap().options],
  ["buttonShape", themeSchema.shape.buttonShape.unwrap().options],
  ["font", themeSchema.shape.font.unwrap().options],
  ["fontScale", themeSchema.shape.fontScale.unwrap().options],
  ["headingWeight", themeSchema.shape.headingWeight.unwrap().options],
  ["giftIcon", themeSchema.shape.giftIcon.unwrap().options],
] as const satisfies readonly (readonly [ThemeKey, readonly string[]])[];

/** How the whole page looks. */
export function ThemeSettings({ editor, brand }: { editor: PageEditor; brand: string | null }) {
  const t = useTranslations("page-editor");
  const { theme } = editor.page;
  const set = (change: Partial<Theme>) => editor.edit({ do: "theme", theme: change });
  const accent: HexColour = brand && isHexColour(brand) ? brand : "#bc3a15";
  return (
    <section aria-labelledby="theme-settings" className="grid gap-4">
      <h2 id="theme-settings" className="text-md font-semibold">
        {t("theme")}
      </h2>
      <ContrastGuard theme={theme} onMend={() => editor.edit({ do: "theme", theme: mendContrast(theme) })} />
      <div className="grid gap-2">
        <ColourControl
          label={t("tokens.accent")}
          value={theme.accent}
          fallback={accent}
          onChange={(v) => set({ accent: v })}
        />
        <ColourControl
          label={t("tokens.surface")}
          value={theme.surface}
          fallback="#ffffff"
          onChange={(v) => set({ surface: v })}
        />
        <ColourControl
          label={t("tokens.text")}
          value={theme.text}
          fallback="#1c1a17"
          onChange={(v) => set({ text: v })}
        />
      </div>
      <Background theme={theme} onSet={(background) => set({ background })} />
      {choices.map(([key, options]) => (
        <Select
          key={key}
          label={t(`tokens.${key}`)}
          value={theme[key]}
          options={options.map((option) => ({ value: option, label: t(`values.${key}.${option}`) }))}
          onChange={(value) => set({ [key]: value })}
        />
      ))}
    </section>
  );
}

function Background({ theme, onSet }: { theme: Theme; onSet: (background: Theme["background"]) => void }) {
  const t = useTranslations("page-editor");
  const { background } = theme;
  const first =
    background.type === "colour"
      ? background.colour
      : background.type === "gradient"
        ? background.from
        : "#fdeee8";
  const types: Record<string, Theme["background"]> = {
    plain: { type: "plain" },
    colour: { type: "colour", colour: first },
    gradient: {
      type: "gradient",
      from: first,
      to: background.type === "gradient" ? background.to : "#ffffff",
    },
  };
  const options = Object.keys(types).map((type) => ({ value: type, label: t(`values.background.${type}`) }));
  return (
    <div className="grid gap-2">
      <Select
        label={t("tokens.background")}
        value={background.type}
        options={options}
        onChange={(type) => onSet(types[type] ?? { type: "plain" })}
      />
      {background.type === "colour" ? (
        <ColourControl
          label={t("tokens.background")}
          value={background.colour}
          fallback={first}
          onChange={(colour) => onSet(colour ? { type: "colour", colour } : { type: "plain" })}
        />
      ) : null}
      {background.type === "gradient"
        ? (["from", "to"] as const).map((end) => (
            <ColourControl
              key={end}
              label={t(`tokens.${end}`)}
              value={background[end]}
              fallback={first}
              onChange={(colour) => onSet(colour ? { ...background, [end]: colour } : { type: "plain" })}
            />
          ))
        : null}
    </div>
  );
}

/** Says which colours could not be read, with one press to mend them (UX-26). */
function ContrastGuard({ theme, onMend }: { theme: Theme; onMend: () => void }) {
  const t = useTranslations("page-editor");
  const warnings = contrastWarnings(theme);
  return (
    <div aria-live="polite" className="empty:hidden">
      {warnings.length > 0 ? (
        <Banner
          tone="warning"
          title={t("contrast.title")}
          action={
            <Button size="sm" onPress={onMend}>
              {t("contrast.fix")}
            </Button>
          }
        >
          <ul>
            {warnings.map((warning) => (
              <li key={warning.token}>
                {t("contrast.line", {
                  token: t(`tokens.${warning.token}`),
                  ratio: warning.ratio.toFixed(1),
                })}
              </li>
            ))}
          </ul>
        </Banner>
      ) : null}
    </div>
  );
}
