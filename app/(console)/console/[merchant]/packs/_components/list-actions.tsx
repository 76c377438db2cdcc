import { useTranslations } from "next-intl";
import { ExportButton } from "@/components/jobs/export-button";
import type { ActionPlace } from "@/components/ui/action-result";
import { ButtonLink } from "@/components/ui/button-link";
import { exportPacks } from "@/lib/packs/actions";
import type { PackFilter } from "@/lib/packs/schema";
import type { PackPowers } from "./pack-powers";

type ListActionsProps = {
  where: ActionPlace;
  filter: PackFilter;
  /** The columns in view; null = as the product has them. */
  columns: readonly string[] | null;
  basePath: string;
  may: PackPowers;
};

/** What the pack list offers as a whole. */
export function ListActions({ where, filter, columns, basePath, may }: ListActionsProps) {
  const t = useTranslations("packs");
  return (
    <>
      {may.export ? <ExportButton place={where} {...{ filter, columns }} action={exportPacks} /> : null}
      {may.write ? (
        <ButtonLink href={`${basePath}/new`} variant="primary" data-key="c" aria-keyshortcuts="C">
          {t("create")}
        </ButtonLink>
      ) : null}
    </>
  );
}
