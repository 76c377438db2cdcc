/** What a file was called, as it is kept: without what nobody sees, at most 120 characters. It is shown, never used. */
export const keptName = (name: string) =>
  name
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, "")
    .slice(0, 120)
    .replace(/\p{Cs}$/u, "");
