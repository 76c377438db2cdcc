import { cookies } from "next/headers";

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

export type DisplayPreferences = {
  readonly theme: Theme;
  readonly density: "comfortable" | "compact";
  /** Whether shortcuts of a single key are on (WCAG 2.1.4). */
  readonly keys: "on" | "off";
  /** A time zone beside the place's own, or `place`. */
  readonly zone: string;
};

/** How this browser wants the console to look, known before the first byte so that nothing flashes. */
export async function displayPreferences(): Promise<DisplayPreferences> {
  const jar = await cookies();
  const theme = themes.find((name) => name === jar.get("theme")?.value) ?? "system";
  return {
    theme,
    density: jar.get("density")?.value === "compact" ? "compact" : "comfortable",
    keys: jar.get("keys")?.value === "off" ? "off" : "on",
    zone: jar.get("zone")?.value ?? "place",
  };
}
