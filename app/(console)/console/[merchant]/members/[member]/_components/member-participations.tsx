import { Megaphone } from "lucide-react";
import { useTranslations } from "next-intl";
import { consolePath } from "@/components/merchants/console-path";
import type { ActionPlace } from "@/components/ui/action-result";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Time } from "@/components/ui/time";
import type { listMemberParticipations } from "@/lib/members/queries/member";

type MemberParticipationsProps = {
  base: string;
  place: ActionPlace;
  page: Awaited<ReturnType<typeof listMemberParticipations>>;
  cursor: string | null;
};

/** What a member won in activities, newest first. */
export function MemberParticipations({ base, place, page, cursor }: MemberParticipationsProps) {
  const t = useTranslations("members.participations");
  if (page.rows.length === 0) {
    return (
      <Card>
        <EmptyState icon={<Megaphone className="size-6" />} title={t("empty")} text={t("emptyText")} />
      </Card>
    );
  }
  return (
    <DataTable
      label={t("title")}
      columns={[
        { key: "activity", label: t("activity"), card: "title" },
        { key: "at", label: t("at"), card: "metric" },
        { key: "prize", label: t("prize"), card: "none" },
        { key: "coupons", label: t("coupons"), align: "end", card: "metric" },
      ]}
      rows={page.rows.map((row) => ({
        id: row.id,
        href: consolePath(place, "activities", row.activityId),
        cells: {
          activity: row.activity,
          at: <Time at={row.at} timeZone={row.timeZone} />,
          prize: t("password", { position: row.pool }),
          coupons: <span className="tabular">{row.coupons}</span>,
        },
      }))}
      footer={
        page.nextCursor || cursor ? (
          <span className="flex justify-end gap-2">
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
          </span>
        ) : undefined
      }
    />
  );
}
