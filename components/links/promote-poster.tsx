"use client";

import { Printer } from "lucide-react";
import { useTranslations } from "next-intl";
import { posterFormats } from "@/components/links/poster-formats";
import type { PromotedLink } from "@/components/links/promote-dialog";
import type { ActionPlace } from "@/components/ui/action-result";
import { ButtonLink } from "@/components/ui/button-link";

type PromotePosterProps = { place: ActionPlace; link: Pick<PromotedLink, "id"> | null };

/** The three posters of a link, each on a page of its own that is ready to print. */
export function PromotePoster({ place, link }: PromotePosterProps) {
  const t = useTranslations("links.poster");
  if (!link) return <p>{t("noLink")}</p>;
  const base = `/console/${place.merchant}${place.store ? `/s/${place.store}` : ""}/links/${link.id}/poster`;
  return (
    <ul className="grid gap-3 sm:grid-cols-3">
      {posterFormats.map(({ key, width, height }) => (
        <li
          key={key}
          className="grid content-between justify-items-center gap-3 rounded-lg border border-border p-4 text-center"
        >
          <span
            aria-hidden="true"
            className="rounded-sm border-2 border-border-strong bg-brand-soft"
            style={{ width: (72 * width) / height, height: 72 }}
          />
          <span className="grid gap-0.5">
            <span className="text-sm font-[550]">{t(`${key}.name`)}</span>
            <span className="text-xs text-ink-2">{t(`${key}.use`)}</span>
          </span>
          <ButtonLink href={`${base}?format=${key}`} external>
            <Printer aria-hidden="true" />
            {t("open")}
          </ButtonLink>
        </li>
      ))}
    </ul>
  );
}
