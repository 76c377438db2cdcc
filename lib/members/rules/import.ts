import { isLocalDate } from "@/lib/kernel/time";
import { emailInputSchema } from "@/lib/members/schema";

/** One row of a file as its columns give it; "" = the row says nothing of it. */
export type ImportRow = {
  /** Where it stands in the file. */
  readonly row: number;
  /** The phone as it stands there. */
  readonly typed: string;
  /** In E.164; null = no such number. */
  readonly phone: string | null;
  /** The row before it with the same phone and nothing wrong in itself; null = it is the first. */
  readonly previous: number | null;
  readonly name: string;
  readonly nickname: string;
  readonly email: string;
  readonly birthday: string;
  readonly externalId: string;
  /** A store's name. */
  readonly store: string;
  readonly tags: readonly string[];
};

export type KnownMember = {
  readonly id: string;
  readonly name: string | null;
  readonly nickname: string | null;
  readonly email: string | null;
  readonly birthday: string | null;
  readonly externalId: string | null;
  readonly homeStoreId: string | null;
};

/** What is known of those a file names. */
export type ImportFacts = {
  readonly byPhone: ReadonlyMap<string, KnownMember>;
  /** Who has an outside id. */
  readonly byExternalId: ReadonlyMap<string, string>;
  /** By name, in lower case. */
  readonly storeIds: ReadonlyMap<string, string>;
  readonly erased: ReadonlySet<string>;
};

export type ImportReason =
  | "phone_missing"
  | "phone_invalid"
  | "repeated"
  | "phone_erased"
  | "too_long"
  | "email_invalid"
  | "birthday_invalid"
  | "store_unknown"
  | "external_id_used"
  | "too_many_tags"
  | "contact_not_yours";
export type RefusedImport = { readonly row: number; readonly value: string; readonly reason: ImportReason };

/** What a row would write; null = it says nothing of it. */
export type ImportColumns = Omit<KnownMember, "id">;
export type PlannedImport = {
  readonly create: readonly {
    readonly phone: string;
    readonly columns: ImportColumns;
    readonly tags: readonly string[];
  }[];
  /** Everybody who is there already, with what the row changes of them, maybe nothing. */
  readonly keep: readonly {
    readonly id: string;
    readonly change: Partial<ImportColumns>;
    readonly tags: readonly string[];
  }[];
  readonly refused: readonly RefusedImport[];
};

const LONGEST = { name: 60, nickname: 60, externalId: 100, tag: 40, tags: 50 } as const;

/** "1990-05-31" however the day is written with its year first; null = no such day. */
export function birthdayOf(text: string): string | null {
  const parts = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text.normalize("NFKC").trim());
  if (!parts) return null;
  const [, year = "", month = "", day = ""] = parts;
  const date = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return isLocalDate(date) ? date : null;
}

/** Why a row cannot be taken whoever is there already; null = nothing stands against it in itself. */
export function faultOf(row: ImportRow): ImportReason | null {
  if (row.typed.trim() === "") return "phone_missing";
  if (row.phone === null) return "phone_invalid";
  if (row.name.length > LONGEST.name || row.nickname.length > LONGEST.nickname) return "too_long";
  if (row.externalId.length > LONGEST.externalId) return "too_long";
  if (row.tags.some((tag) => tag.length > LONGEST.tag)) return "too_long";
  if (row.tags.length > LONGEST.tags) return "too_many_tags";
  if (row.email !== "" && !emailInputSchema.safeParse(row.email).success) return "email_invalid";
  return row.birthday !== "" && birthdayOf(row.birthday) === null ? "birthday_invalid" : null;
}

export type ImportLimits = {
  readonly despiteErasure: boolean;
  /** Whether whoever imports may change how a member is reached, and not only say it where nothing is known. */
  readonly mayChangeContact: boolean;
  /** What was refused of the rows before these, by row. */
  readonly refusedBefore: ReadonlyMap<number, string>;
};

/**
 * What some rows of a file come to: members to make, members to change, and rows that cannot be taken, each with its first
 * reason. An outside id belongs to one member, in the file too: the earlier row has it. A phone is repeated only where an
 * earlier row with it was taken.
 */
export function planImport(
  rows: readonly ImportRow[],
  facts: ImportFacts,
  { despiteErasure, mayChangeContact, refusedBefore }: ImportLimits,
): PlannedImport {
  const create: PlannedImport["create"][number][] = [];
  const keep: PlannedImport["keep"][number][] = [];
  const refused: RefusedImport[] = [];
  const taken = new Map(facts.byExternalId);
  const reasons = new Map(refusedBefore);
  const isRepeated = ({ previous }: ImportRow) => {
    const reason = previous === null ? undefined : reasons.get(previous);
    return previous !== null && (reason === undefined || reason === "repeated");
  };
  for (const row of rows) {
    const refuse = (reason: ImportReason) => {
      reasons.set(row.row, reason);
      refused.push({ row: row.row, value: row.typed.slice(0, 40), reason });
    };
    const fault = faultOf(row);
    const { phone } = row;
    if (fault || phone === null) {
      refuse(fault ?? "phone_invalid");
      continue;
    }
    const known = facts.byPhone.get(phone);
    const homeStoreId = row.store === "" ? null : (facts.storeIds.get(row.store.toLowerCase()) ?? undefined);
    const holder = row.externalId === "" ? undefined : taken.get(row.externalId);
    const otherEmail = row.email !== "" && !!known?.email && known.email !== row.email;
    if (isRepeated(row)) refuse("repeated");
    else if (homeStoreId === undefined) refuse("store_unknown");
    else if (otherEmail && !mayChangeContact) refuse("contact_not_yours");
    else if (holder !== undefined && holder !== (known?.id ?? phone)) refuse("external_id_used");
    else if (!known && facts.erased.has(phone) && !despiteErasure) refuse("phone_erased");
    else {
      if (row.externalId !== "") taken.set(row.externalId, known?.id ?? phone);
      const columns = { ...columnsOf(row), homeStoreId };
      if (known) keep.push({ id: known.id, change: changeOf(known, columns), tags: row.tags });
      else create.push({ phone, columns, tags: row.tags });
    }
  }
  return { create, keep, refused };
}

const columnsOf = (row: ImportRow): Omit<ImportColumns, "homeStoreId"> => ({
  name: row.name || null,
  nickname: row.nickname || null,
  email: row.email || null,
  birthday: row.birthday === "" ? null : birthdayOf(row.birthday),
  externalId: row.externalId || null,
});

/** Of what the row says, what is not so already. */
function changeOf(known: KnownMember, columns: ImportColumns): Partial<ImportColumns> {
  const said = Object.entries(columns).filter(([, value]) => value !== null);
  const before: Readonly<Record<string, unknown>> = known;
  return Object.fromEntries(said.filter(([key, value]) => before[key] !== value));
}
