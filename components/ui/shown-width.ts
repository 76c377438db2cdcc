/** How wide words stand, in Latin letters: a Chinese character is as wide as two. */
export const shownWidth = (words: string) =>
  [...words].reduce((sum, char) => sum + (char > "\u2e80" ? 2 : 1), 0);
