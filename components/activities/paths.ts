/** Where a screen is: the merchant's slug, and the store's id in a store view. */
export type ConsolePlace = { readonly merchant: string; readonly store?: string | null };

/** An address of the console in the view one is in. */
export function consolePath({ merchant, store }: ConsolePlace, ...rest: string[]): string {
  const view = store ? `/console/${merchant}/s/${store}` : `/console/${merchant}`;
  return [view, ...rest].join("/");
}

/** The address of a screen of the activities. */
export function activitiesPath(place: ConsolePlace, ...rest: string[]): string {
  return consolePath(place, "activities", ...rest);
}
