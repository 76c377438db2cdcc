import { SearchX, Ticket } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ButtonLink } from "./button-link";

type EmptyStateProps = { title: string; text?: ReactNode; action?: ReactNode; icon?: ReactNode };

export function EmptyState({ title, text, action, icon }: EmptyStateProps) {
  return (
    <div className="grid justify-items-center gap-2 px-6 py-14 text-center">
      <span
        aria-hidden="true"
        className="mb-1 grid size-12 place-items-center rounded-full bg-brand-soft text-brand"
      >
        {icon ?? <Ticket className="size-6" />}
      </span>
      <h2 className="text-lg font-semibold text-ink">{title}</h2>
      {text ? <div className="max-w-md text-sm text-ink-2">{text}</div> : null}
      {action ? <div className="mt-2 flex flex-wrap justify-center gap-2">{action}</div> : null}
    </div>
  );
}

export function NoResults({ clearHref }: { clearHref: string }) {
  const t = useTranslations("ui.list");
  return (
    <EmptyState
      title={t("noResults")}
      text={t("noResultsHelp")}
      icon={<SearchX className="size-6" />}
      action={<ButtonLink href={clearHref}>{t("clearFilters")}</ButtonLink>}
    />
  );
}
