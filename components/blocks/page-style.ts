import { pageStyle } from "@/lib/activities/rules/page-theme";
import { countdownStyle } from "./countdown-block";
import { hotspotStyle } from "./hotspots-block";
import type { PageView } from "./page-view";

/** All that a page puts into its one `<style>`: checked colours, numbers, and words of ours (S-22, S-23). */
export function styleOfPage(view: Pick<PageView, "page" | "facts" | "now">, brand: string | null): string {
  return `${pageStyle(view.page, brand)}${countdownStyle(view)}${hotspotStyle(view.page.blocks)}`;
}
