/** No text of ours holds a NUL or half a character: Postgres refuses the one in texts and the other in JSON. */
export function isFitText(text: string): boolean {
  return !text.includes("\0") && text.isWellFormed();
}

/**
 * What `word` makes of a name in at most `most` units, as fields count them: the name gives way and not what is added to it,
 * and no character is cut in half.
 */
export function namedWithin(word: (name: string) => string, name: string, most: number): string {
  const characters = [...name];
  const made = () => word(characters.join("").trimEnd());
  while (characters.length > 0 && made().length > most) characters.pop();
  return made();
}
