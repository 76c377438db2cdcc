import { useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import { ExportButton } from "@/components/jobs/export-button";
import { NewLinkButton } from "@/components/links/new-link-button";
import { ButtonLink } from "@/components/ui/button-link";
import { columnsOf, type OpenList } from "@/components/workspace/open-list";
import { exportLinks } from "@/lib/links/actions";
import { linkFilter } from "./link-list";

type LinkActionsProps = Omit<ComponentProps<typeof NewLinkButton>, "path"> & {
  /** Of the console, in the view one is in. */
  base: string;
  list: OpenList;
  mayWrite: boolean;
};

/** What the list of links offers above it. */
export function LinkActions({ base, list, mayWrite, ...made }: LinkActionsProps) {
  const t = useTranslations("links");
  return (
    <>
      <ExportButton
        place={made.place}
        columns={columnsOf(list)}
        action={exportLinks}
        filter={linkFilter(list.state)}
      />
      {mayWrite ? (
        <>
          <ButtonLink href={`${base}/settings/channels`}>{t("settings.title")}</ButtonLink>
          <NewLinkButton {...made} path={list.basePath} />
        </>
      ) : null}
    </>
  );
}
