import type { ActionPlace } from "@/components/ui/action-result";

/** The address of a screen in the view one is in: the group's, or a store's. */
export function consolePath({ merchant, store }: ActionPlace, ...rest: string[]): string {
  const view = store ? `/console/${merchant}/s/${store}` : `/console/${merchant}`;
  return [view, ...rest].join("/");
}
