"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { ImageField } from "@/components/images/image-field";
import type { ActionPlace } from "@/components/ui/action-result";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { contrastWarnings, mendContrast } from "@/lib/activities/rules/page-theme";
import { type Theme, themeChoices } from "@/lib/activities/schema/theme";
import { type HexColour, isHexColour } from "@/lib/kernel/colour";
import { ColourControl } from "./colour-control";
import type { PageEditor } from "./use-page-editor";

const choices = Object.entries(themeChoices);

type ThemeSettingsProps = { place: ActionPlace; editor: PageEditor; brand: string | null };

/** How the whole page looks. */
export function ThemeSettings({ place, editor, brand }: ThemeSettingsProps) {
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
      <Background place={place} theme={theme} onSet={(background) => set({ background })} />
      {choices.map(([key, options]) => (
        <Select
          key={key}
          label={t(`tokens.${key}`)}
          value={theme[key as keyof typeof themeChoices]}
          options={options.map((option) => ({ value: option, label: t(`values.${key}.${option}`) }))}
          onChange={(value) => set({ [key]: value })}
        />
      ))}
      <ImageField
        label={t("tokens.giftPicture")}
        place={place}
        shape="square"
        isDecoration
        value={theme.giftPicture ? { id: theme.giftPicture, alt: "" } : null}
        onChange={(image) => set({ giftPicture: image?.id ?? null })}
      />
    </section>
  );
}

type BackgroundProps = {
  place: ActionPlace;
  theme: Theme;
  onSet: (background: Theme["background"]) => void;
};

function Background({ place, theme, onSet }: BackgroundProps) {
  const t = useTranslations("page-editor");
  const { background } = theme;
  const first =
    background.type === "colour" || background.type === "image"
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
  const wants = useWanted(background.type);
  const options = [...Object.keys(types), "image"].map((type) => ({
    value: type,
    label: t(`values.background.${type}`),
  }));
  return (
    <div className="grid gap-2">
      <Select
        label={t("tokens.background")}
        value={wants.type}
        options={options}
        onChange={(type) => {
          wants.set(type);
          const next = types[type];
          if (next) onSet(next);
        }}
      />
      {wants.type === "image" ? (
        <ImageField
          label={t("tokens.backgroundImage")}
          place={place}
          shape="free"
          isDecoration
          value={background.type === "image" ? { id: background.id, alt: "" } : null}
          onChange={(image) =>
            onSet(image ? { type: "image", id: image.id, colour: first } : { type: "plain" })
          }
        />
      ) : null}
      {background.type === "image" ? (
        <ColourControl
          label={t("tokens.sheet")}
          value={background.colour}
          fallback={first}
          onChange={(colour) => onSet({ ...background, colour: colour ?? "#ffffff" })}
        />
      ) : null}
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

/** What is chosen of the kinds of background; a picture is only one once there is a picture. */
function useWanted(actual: string) {
  const [wanted, set] = useState<{ type: string; from: string } | null>(null);
  const type = wanted && wanted.from === actual ? wanted.type : actual;
  return { type, set: (next: string) => set({ type: next, from: actual }) };
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
