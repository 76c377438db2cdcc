import type { Announcer } from "@/components/share/activity-card";
import { digest } from "@/lib/platform/crypto";

/** The icons of a merchant's app, and how many pixels each side of them has. */
export const iconSides = { "192": 192, "512": 512, maskable: 512 } as const;
export type AppIcon = keyof typeof iconSides;

export const isAppIcon = (name: string): name is AppIcon => Object.hasOwn(iconSides, name);

/** What an icon is called: another as soon as anything in it is. */
export function appIconVersion({ brandColour, logo }: Announcer, icon: AppIcon): string {
  return digest(JSON.stringify(["icon 1", icon, brandColour, logo?.id])).slice(0, 16);
}

/** Where an icon of the merchant's app is. */
export function appIconPath(merchant: Announcer & { readonly slug: string }, icon: AppIcon): string {
  return `/m/${merchant.slug}/icon/${icon}?v=${appIconVersion(merchant, icon)}`;
}
