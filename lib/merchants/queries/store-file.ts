import type { StoreRow } from "@/lib/merchants/queries";
import { weekInWords } from "@/lib/merchants/rules/opening";

/** What a file tells of a store's hours. */
export const weekOf = ({ hours }: Pick<StoreRow, "hours">, locale: string) => weekInWords(hours, locale);
