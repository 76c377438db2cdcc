import type { Reader, Tx } from "@/db/client";
import { membersCalled } from "@/lib/members/repository/reach";
import { findZone } from "@/lib/merchants/find-zone";
import type { Scope } from "@/lib/platform/auth/scope";
import { countryOfZone, parsePhone } from "@/lib/platform/phone";

/**
 * Whom texts of a list name, by text: a phone as people type it, of the merchant's country where it lacks one, or a
 * member's id. Who is not there, was erased, or is beyond the actor's stores is left out, all alike. One statement.
 */
export async function findListed(
  tx: Tx,
  scope: Scope,
  texts: readonly string[],
): Promise<Map<string, string>> {
  const country = countryOfZone(await findZone(tx, scope));
  const ids = texts.filter((text) => /^mbr_\w{1,36}$/.test(text));
  const phoneOf = new Map(
    texts.flatMap((text) => {
      const phone = text.startsWith("mbr_") ? null : parsePhone(text, country);
      return phone ? [[text, phone] as const] : [];
    }),
  );
  const found = await called(tx, scope, { phones: [...new Set(phoneOf.values())], ids: [...new Set(ids)] });
  return new Map(
    texts.flatMap((text) => {
      const id = found.get(phoneOf.get(text) ?? text);
      return id ? [[text, id] as const] : [];
    }),
  );
}

/** Ids of members by their phone and by their id. */
async function called(
  reader: Reader,
  scope: Scope,
  asked: { readonly phones: readonly string[]; readonly ids: readonly string[] },
): Promise<Map<string, string>> {
  const rows = await membersCalled(reader, scope, asked);
  return new Map(rows.flatMap(({ id, phone }) => [[phone, id] as const, [id, id] as const]));
}
