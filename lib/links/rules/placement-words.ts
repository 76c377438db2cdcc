import { type Translations, textIn } from "@/lib/kernel/language";
import type { PlacementText } from "@/lib/links/schema/placements";

/** What is promoted, as far as its shared card says it; a pack has no words for that but its own. */
export type PromotedWords = {
  readonly name: string;
  readonly description: string;
  readonly shareTitle?: string;
  readonly shareSubtitle?: string;
  readonly translations: Translations;
};

type OwnWords = { readonly [F in PlacementText]: string } & { readonly translations: Translations };

/**
 * What a placement says in a language: its own words, and where it has none those of the shared card of what it leads to.
 * An empty button is for the screen to word.
 */
export function placementWords(own: OwnWords, promoted: PromotedWords | null, language: string) {
  const said = (field: PlacementText) => textIn(own[field], own.translations, field, language);
  const card = (field: "name" | "description" | "shareTitle" | "shareSubtitle") =>
    promoted ? textIn(promoted[field] ?? "", promoted.translations, field, language) : "";
  return {
    title: said("title") || card("shareTitle") || card("name"),
    text: said("text") || card("shareSubtitle") || card("description"),
    button: said("button"),
  };
}
