import type { useTranslations } from "next-intl";
import type { OpenAlert } from "@/lib/risk/queries";
import { isDifferenceKey } from "@/lib/risk/schema";

type Words = ReturnType<typeof useTranslations<"home.alerts">>;

/** What an alert is about, in a sentence. */
export function alertWords(t: Words, { kind, subject, count, isFailed }: OpenAlert): string {
  if (kind === "webhook") return t("webhook");
  if (kind === "refund") return t(isFailed ? "refundFailed" : "refund");
  if (kind === "budget") return t(subject.endsWith(":100") ? "budgetSpent" : "budgetNear");
  return isDifferenceKey(subject) ? t(`differences.${subject}`, { count }) : t("other");
}

const folders = {
  ...{ cpn: "coupons", act: "activities", mbr: "members", whk: "settings/webhooks" },
  ...{ ord: "orders", pcs: "pack-orders" },
} as const;

/** Where in the console a thing that an alert names is shown; undefined = nowhere by itself. */
export const folderOf = (id: string) =>
  Object.entries(folders).find(([prefix]) => id.startsWith(`${prefix}_`))?.[1];
