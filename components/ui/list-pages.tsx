"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { ButtonLink } from "./button-link";
import { rememberTrail } from "./list-return";
import { type ListState, listHref } from "./list-state";

type ListPagesProps = { basePath: string; state: ListState; nextCursor: string | null };

/** On and back through the pages of a list, also by [ and ]. The page before is known where this tab came through it. */
export function ListPages({ basePath, state, nextCursor }: ListPagesProps) {
  const t = useTranslations("ui.list");
  const { page, cursor } = state;
  const list = listHref(basePath, state);
  const [before, setBefore] = useState<string | null>();
  useEffect(() => setBefore(rememberTrail(list, page, cursor)[page - 2]), [list, page, cursor]);
  const known = page === 2 ? null : before;
  return (
    <nav aria-label={t("pages")} className="flex items-center gap-2">
      <span className="tabular text-xs whitespace-nowrap">{t("page", { page })}</span>
      {page > 2 || (page === 2 && known === undefined) ? (
        <ButtonLink size="sm" href={list} data-key={known === undefined ? "[" : undefined}>
          {t("firstPage")}
        </ButtonLink>
      ) : null}
      {page > 1 && known !== undefined ? (
        <ButtonLink
          size="sm"
          href={listHref(basePath, state, { cursor: known, page: page - 1 })}
          data-key="["
          aria-keyshortcuts="["
        >
          {t("previousPage")}
        </ButtonLink>
      ) : null}
      {nextCursor ? (
        <ButtonLink
          size="sm"
          href={listHref(basePath, state, { cursor: nextCursor, page: page + 1 })}
          data-key="]"
          aria-keyshortcuts="]"
        >
          {t("nextPage")}
        </ButtonLink>
      ) : null}
    </nav>
  );
}
