import { getTranslations } from "next-intl/server";
import { newPackForm, type PackForm, packForm } from "@/components/packs/form-values";
import { packAsWritten } from "@/components/packs/pack-as-written";
import type { SearchParams } from "@/components/ui/list-state";
import { openDraft } from "@/components/workspace/open-draft";
import type { DraftStart } from "@/components/workspace/use-draft";
import { namedWithin } from "@/lib/kernel/fit-text";
import { getPack } from "@/lib/packs/queries/packs";
import type { PackType } from "@/lib/packs/schema";
import type { Merchant } from "@/lib/platform/auth/gates";
import type { Scope } from "@/lib/platform/auth/scope";

type Asked = {
  readonly type: PackType;
  readonly merchant: Merchant;
  readonly searchParams: Promise<SearchParams>;
};

type FirstForm = {
  readonly values: PackForm;
  /** What it was begun from, in words; null = from nothing. */
  readonly from: string | null;
  readonly draft: DraftStart;
};

/**
 * How the form of a new pack begins: as the draft that was kept of it (`?draft=`), as another pack (`?copy=`), or empty.
 * What is gone or of another type is begun empty.
 */
export async function firstForm(scope: Scope, asked: Asked): Promise<FirstForm> {
  const { type, merchant, searchParams } = asked;
  const { copy } = await searchParams;
  const t = await getTranslations("packs.form");
  const found =
    typeof copy === "string" && copy.startsWith("pak_") ? await getPack(scope, copy.slice(0, 40)) : null;
  const empty = newPackForm(type, merchant.currency);
  const isCopy = found?.type === type;
  const copied = isCopy ? packForm(packAsWritten(found), found.currency, merchant.timeZone) : empty;
  const name = isCopy ? namedWithin((whole) => t("copyName", { name: whole }), found.name, 40) : "";
  const opened = await openDraft(scope, "pack", { ...copied, name }, searchParams);
  return { ...opened, from: isCopy ? t("copyOf", { name: found.name }) : null };
}
