import { type Translations, textIn } from "@/lib/kernel/language";
import { type PlacementText, placementTexts } from "@/lib/links/schema/placements";

/** What is promoted, as far as its shared card says it; a pack has no words for that but its own. */
export type PromotedWords = {
  readonly name: string;
  readonly description?: string;
  readonly shareTitle?: string;
  readonly shareSubtitle?: string;
  readonly translations: Translations;
};

type OwnWords = { readonly [F in PlacementText]: string } & { readonly translations: Translations };

/** So far back a word's end is looked for; what is written without spaces is cut where it is long enough. */
const WORD = 25;

/** As much of a text as a placement says of its own: all of it is read aloud, and sent, also where two lines are seen. */
export function shortText(text: string): string {
  const letters = [...text.replace(/\s+/g, " ").trim()];
  if (letters.length <= placementTexts.text) return letters.join("");
  const end = placementTexts.text - 1;
  const space = letters.lastIndexOf(" ", end);
  const cut = space > end - WORD ? space : end;
  return `${letters.slice(0, cut).join("").trimEnd()}…`;
}

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
    text: said("text") || card("shareSubtitle") || shortText(card("description")),
    button: said("button"),
  };
}
