import type { AbstractIntlMessages } from "use-intl/core";

/** The words of both; where both have a key, what is within is merged, and a text is `more`'s. */
export function mergedWords(words: AbstractIntlMessages, more: AbstractIntlMessages): AbstractIntlMessages {
  const merged = { ...words };
  for (const [key, value] of Object.entries(more)) {
    const standing = merged[key];
    merged[key] =
      typeof standing === "object" && typeof value === "object" ? mergedWords(standing, value) : value;
  }
  return merged;
}
