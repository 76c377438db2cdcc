/** No text of ours holds a NUL or half a character: Postgres refuses the one in texts and the other in JSON. */
export function isFitText(text: string): boolean {
  return !text.includes("\0") && text.isWellFormed();
}
