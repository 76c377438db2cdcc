import { UsersRound } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { type RuleNames, ruleWords } from "@/components/members/rule-words";
import { consolePath } from "@/components/merchants/console-path";
import type { ActionPlace } from "@/components/ui/action-result";
import { EmptyState } from "@/components/ui/empty-state";
import type { ListSpec, ListState } from "@/components/ui/list-state";
import { Time } from "@/components/ui/time";
import { ExportChosen } from "@/components/workspace/export-chosen";
import { columnsOf, type OpenList } from "@/components/workspace/open-list";
import { WorkspaceIndex } from "@/components/workspace/workspace-index";
import { exportGroups } from "@/lib/members/actions/labels";
import type { listGroups } from "@/lib/members/queries/groups";
import { GroupBulk } from "./group-bulk";
import { GroupMenu } from "./group-menu";
import { GroupSize, GroupUses, type Sizes } from "./group-size";
import { NewGroup } from "./new-group";

const kinds = ["rule", "picked"] as const;
export const groupListSpec = {
  filters: { kind: kinds },
  sorts: ["name"],
  defaultSort: "name",
} as const satisfies ListSpec;

/** What the address asks for, as the query and the file take it; no kind = both. */
export const groupFilter = ({ q, filters, descending }: ListState) => ({
  ...{ q, descending },
  kind: kinds.find((kind) => filters.kind?.includes(kind)),
});

type GroupListProps = {
  place: ActionPlace;
  list: OpenList;
  page: Awaited<ReturnType<typeof listGroups>>;
  names: RuleNames;
  sizes: Sizes;
  /** How often each is named. */
  uses: Promise<ReadonlyMap<string, number>>;
  timeZone: string;
};

/** C-62: the groups the merchant made. */
export function GroupList({ place, list, page, names, sizes, uses, timeZone }: GroupListProps) {
  const t = useTranslations("organise.groups");
  const words = useTranslations("organise.rule");
  const locale = useLocale();
  return (
    <WorkspaceIndex
      list={list}
      where={place}
      bulkTools={
        <>
          <ExportChosen
            {...{ place, columns: columnsOf(list) }}
            action={exportGroups}
            filter={groupFilter(list.state)}
          />
          <GroupBulk place={place} names={page.rows.map(({ id, name }) => ({ id, name }))} />
        </>
      }
      label={t("title")}
      columns={[
        { key: "name", label: t("name"), sort: true, card: "title" },
        { key: "size", label: t("size"), align: "end", card: "metric" },
        { key: "rule", label: t("rule"), card: "none" },
        { key: "uses", label: t("usedBy"), align: "end", card: "metric" },
        { key: "updated", label: t("updated"), card: "metric" },
      ]}
      rows={page.rows.map((row) => ({
        id: row.id,
        name: row.name,
        href: consolePath(place, "members", "groups", row.id),
        cells: {
          name: row.name,
          size: (
            <GroupSize
              sizes={sizes}
              id={row.id}
              href={`${consolePath(place, "members")}?group=${row.id}`}
              label={t("showMembers", { name: row.name })}
            />
          ),
          uses: <GroupUses uses={uses} id={row.id} />,
          rule: row.rule ? ruleWords(row.rule, names, locale, words) : t("byHand"),
          updated: <Time at={row.updatedAt} timeZone={timeZone} mode="date" />,
        },
        actions: <GroupMenu place={place} group={{ id: row.id, name: row.name }} />,
      }))}
      total={page.total}
      nextCursor={page.nextCursor}
      search={{ placeholder: t("search") }}
      filters={[
        {
          key: "kind",
          label: t("kind"),
          multiple: false,
          options: [
            { value: "rule", label: t("byRule") },
            { value: "picked", label: t("byHand") },
          ],
        },
      ]}
      empty={
        <EmptyState
          icon={<UsersRound className="size-6" />}
          title={t("emptyTitle")}
          text={t("emptyText")}
          action={<NewGroup place={place} />}
        />
      }
    />
  );
}
