import { z } from "zod";

/** What a column of an imported file can be. */
export const importFields = [
  "phone",
  "name",
  "nickname",
  "email",
  "birthday",
  "externalId",
  "store",
  "tags",
] as const;
export type ImportField = (typeof importFields)[number];
const column = z.int().min(0).max(99).nullable();

/** Which column, from 0, holds which field; null = none does. */
export const memberImportMappingSchema = z.strictObject({
  ...{ phone: column, name: column, nickname: column, email: column },
  ...{ birthday: column, externalId: column, store: column, tags: column },
});
export type MemberImportMapping = z.output<typeof memberImportMappingSchema>;
