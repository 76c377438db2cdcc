import { normalisePassword } from "@/lib/activities/rules/password";

const fullWidth = (text: string) =>
  text.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));

/** Other ways members may type a password, each shown to be taken for it; none for one that has no other. */
export function otherSpellings(password: string): string[] {
  const meant = normalisePassword(password);
  if (!meant) return [];
  const tries = [meant, fullWidth(meant.toUpperCase())];
  return [...new Set(tries)].filter((text) => text !== password && normalisePassword(text) === meant);
}

/** The passwords that are taken for an earlier one: its place and the earlier one's, both from 0. */
export function twins(passwords: readonly { password: string }[]): { position: number; twin: number }[] {
  const known = passwords.map((row) => normalisePassword(row.password));
  return known.flatMap((text, position) => {
    const twin = known.indexOf(text);
    return text !== "" && twin < position ? [{ position, twin }] : [];
  });
}
