import { cookies } from "next/headers";
import { env } from "@/lib/platform/env";

/** The display preferences a browser keeps, read before the first byte is painted (components/ui/display-preferences.ts). */
export const preferenceNames = ["locale", "theme", "density", "zone", "keys"] as const;
export type PreferenceName = (typeof preferenceNames)[number];

const YEAR = 31_536_000;

/** Puts a person's preferences into the browser, for scripts to read and change. Only in actions and route handlers. */
export async function writePreferences(
  values: Readonly<Partial<Record<PreferenceName, string>>>,
): Promise<void> {
  const jar = await cookies();
  for (const name of preferenceNames) {
    const value = values[name];
    if (value === undefined) continue;
    jar.set(name, value, { path: "/", maxAge: YEAR, sameSite: "lax", secure: !env().INSECURE_COOKIES });
  }
}
