import { cookies } from "next/headers";

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

/** How this browser wants the console to look, known before the first byte so that nothing flashes. */
export async function displayPreferences(): Promise<{ theme: Theme; density: "comfortable" | "compact" }> {
  const jar = await cookies();
  const theme = themes.find((name) => name === jar.get("theme")?.value) ?? "system";
  return { theme, density: jar.get("density")?.value === "compact" ? "compact" : "comfortable" };
}
