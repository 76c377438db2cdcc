/** What a file was called, as it is kept: without what nobody sees, at most 120 characters. It is shown, never used. */
export const keptName = (name: string) => name.replace(/[\p{Cc}\p{Cf}]/gu, "").slice(0, 120);
