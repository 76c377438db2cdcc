import { FilePenLine } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ActionPlace } from "@/components/ui/action-result";
import { Link } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import { DiscardDraft } from "@/components/workspace/discard-draft";
import type { DraftRow } from "@/lib/workspace/queries";
import type { DraftKind } from "@/lib/workspace/schema";

type DraftListProps = {
  kind: DraftKind;
  drafts: readonly DraftRow[];
  where: ActionPlace;
  timeZone: string;
  /** Where a draft goes on. */
  hrefOf: (draft: DraftRow) => string;
};

/** What somebody began and did not send: to go on with, or to throw away. Nobody else sees it. */
export function DraftList({ kind, drafts, where, timeZone, hrefOf }: DraftListProps) {
  const t = useTranslations("workspace.drafts");
  if (drafts.length === 0) return null;
  return (
    <section aria-labelledby="drafts" className="mb-5 grid gap-2">
      <h2 id="drafts" className="text-md font-semibold">
        {t("title")}
      </h2>
      <ul className="grid grid-cols-[minmax(0,1fr)] gap-px overflow-hidden rounded-xl border border-border bg-border">
        {drafts.map((draft) => (
          <li key={draft.id} className="flex items-center gap-3 bg-surface px-4 py-2">
            <FilePenLine aria-hidden="true" className="size-4 shrink-0 text-ink-3" />
            <Link href={hrefOf(draft)} className="min-w-0 flex-1 truncate text-sm font-[550] hover:underline">
              {draft.title}
            </Link>
            <span className="text-xs text-ink-2">
              <Time at={draft.updatedAt} timeZone={timeZone} mode="relative" />
            </span>
            <DiscardDraft kind={kind} draftId={draft.id} title={draft.title} where={where} />
          </li>
        ))}
      </ul>
      <p className="text-xs text-ink-2">{t("help")}</p>
    </section>
  );
}
