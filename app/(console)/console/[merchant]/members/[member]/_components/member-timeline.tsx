import { History } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import type { ActionPlace } from "@/components/ui/action-result";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Timeline } from "@/components/ui/timeline";
import { formatMoney } from "@/lib/kernel/money";
import type { memberTimeline, TimelineRow } from "@/lib/members/queries/timeline";
import { NoteMenu } from "./member-notes";

type MemberTimelineProps = {
  base: string;
  place: ActionPlace;
  memberId: string;
  /** Whether the reader may change a note of this author. */
  mayChange: (writtenBy: string | null) => boolean;
  page: Awaited<ReturnType<typeof memberTimeline>>;
  cursor: string | null;
  timeZone: string;
};

/** What happened to a member, newest first. */
export function MemberTimeline(props: MemberTimelineProps) {
  const { base, page, cursor, timeZone } = props;
  const t = useTranslations("members.timeline");
  if (page.rows.length === 0) {
    return (
      <Card>
        <EmptyState icon={<History className="size-6" />} title={t("empty")} />
      </Card>
    );
  }
  return (
    <Card title={t("title")}>
      <Timeline
        timeZone={timeZone}
        items={page.rows.map((row) => ({
          key: row.id,
          title: <What row={row} />,
          at: row.at,
          by: row.by ?? (t.has(`by.${row.actor_type}`) ? t(`by.${row.actor_type}`) : undefined),
          detail: row.kind === "member.note" ? <Note {...props} row={row} /> : (row.remark ?? undefined),
        }))}
      />
      {page.nextCursor || cursor ? (
        <div className="flex justify-end gap-2 pt-3">
          {cursor ? (
            <ButtonLink href={base} size="sm">
              {t("first")}
            </ButtonLink>
          ) : null}
          {page.nextCursor ? (
            <ButtonLink href={`${base}?cursor=${page.nextCursor}`} size="sm">
              {t("next")}
            </ButtonLink>
          ) : null}
        </div>
      ) : null}
    </Card>
  );
}

/** The words of a note, with what its author can do with them. */
function Note({ row, place, memberId, mayChange }: MemberTimelineProps & { row: TimelineRow }) {
  const t = useTranslations("members.timeline.notes");
  const noteId = row.after?.remarkId;
  if (row.remark === null || typeof noteId !== "string") return <em>{t("gone")}</em>;
  return (
    <div className="flex items-start justify-between gap-3 rounded-lg bg-sunken px-3 py-2 text-ink">
      <p className="min-w-0 wrap-anywhere whitespace-pre-line">{row.remark}</p>
      {mayChange(row.actor_id) ? (
        <NoteMenu {...{ place, memberId, noteId }} text={row.remark} by={row.by ?? ""} />
      ) : null}
    </div>
  );
}

function amountOf({ after }: TimelineRow, locale: string): string {
  const { amountMinor, currency } = after ?? {};
  return typeof amountMinor === "number" && typeof currency === "string"
    ? formatMoney(amountMinor, currency, locale)
    : "";
}

function What({ row }: { row: TimelineRow }) {
  const t = useTranslations("members.timeline");
  const locale = useLocale();
  const key = row.kind.replace(".", "_");
  if (!t.has(`kinds.${key}`)) return row.kind;
  return t(`kinds.${key}`, {
    ...valuesOf(row, (field) => (t.has(`fields.${field}`) ? t(`fields.${field}`) : field)),
    amount: amountOf(row, locale),
  });
}

const textOf = (value: unknown) => (typeof value === "string" ? value : "");
const listOf = (value: unknown) => (Array.isArray(value) ? value.map(textOf).filter(Boolean) : []);

/** What the words of an entry need, whatever entry it is. */
function valuesOf({ before, after, subject }: TimelineRow, fieldName: (field: string) => string) {
  const added = listOf(after?.added);
  const removed = listOf(after?.removed);
  return {
    subject: subject ?? textOf(after?.name),
    fields: listOf(after?.fields).map(fieldName).join(", "),
    added: added.join(", "),
    removed: removed.join(", "),
    tags: added.length > 0 ? (removed.length > 0 ? "both" : "added") : "removed",
    tier: textOf(after?.tier) || textOf(before?.tier),
    change: after ? (before ? "changed" : "given") : "taken",
    by: textOf(after?.by) || "phone",
    quantity: typeof after?.quantity === "number" ? after.quantity : 1,
  };
}
