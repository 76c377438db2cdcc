import { merchants } from "@/db/schema/merchants";

/** What a gate tells of a merchant. */
export const merchantColumns = {
  id: merchants.id,
  slug: merchants.slug,
  name: merchants.name,
  currency: merchants.currency,
  timeZone: merchants.timeZone,
  locale: merchants.locale,
  otherLanguages: merchants.otherLanguages,
  brandColour: merchants.brandColour,
  logo: merchants.logo,
};

export type Merchant = Pick<typeof merchants.$inferSelect, keyof typeof merchantColumns>;
