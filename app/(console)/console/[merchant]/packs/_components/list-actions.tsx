import { useTranslations } from "next-intl";
import { ExportButton } from "@/components/jobs/export-button";
import type { ActionPlace } from "@/components/ui/action-result";
import { ButtonLink } from "@/components/ui/button-link";
import { exportPacks } from "@/lib/packs/actions";
import type { PackListFilter } from "./pack-list-spec";
import type { PackPowers } from "./pack-powers";

type ListActionsProps = { where: ActionPlace; filter: PackListFilter; basePath: string; may: PackPowers };

/** What the pack list offers as a whole. */
export function ListActions({ where, filter: all, basePath, may }: ListActionsProps) {
  const t = useTranslations("packs");
  const { sort: _, descending: __, ...filter } = all;
  return (
    <>
      {may.export ? <ExportButton place={where} action={exportPacks} filter={filter} /> : null}
      {may.write ? (
        <ButtonLink href={`${basePath}/new`} variant="primary" data-key="c" aria-keyshortcuts="C">
          {t("create")}
        </ButtonLink>
      ) : null}
    </>
  );
}
