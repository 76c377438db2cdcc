import { useFormatter, useLocale, useTranslations } from "next-intl";
import { beginPath } from "@/components/coupons/begin-path";
import { benefitWords } from "@/components/coupons/ticket-words";
import type { ActionPlace } from "@/components/ui/action-result";
import { EmptyState } from "@/components/ui/empty-state";
import type { ListSpec } from "@/components/ui/list-state";
import { Time } from "@/components/ui/time";
import { ExportChosen } from "@/components/workspace/export-chosen";
import { columnsOf, type OpenList } from "@/components/workspace/open-list";
import { WorkspaceIndex } from "@/components/workspace/workspace-index";
import { exportTemplates } from "@/lib/coupons/actions/templates";
import type { TemplateRow } from "@/lib/coupons/queries/templates";
import { withinStores } from "@/lib/coupons/rules/edit";
import type { Scope } from "@/lib/platform/auth/scope";
import { NewTemplate } from "./new-template";
import { TemplateMenu } from "./template-menu";

export const templateListSpec = { filters: {}, sorts: ["name"], defaultSort: "name" } satisfies ListSpec;

type TemplateListProps = {
  rows: readonly TemplateRow[];
  list: OpenList;
  where: ActionPlace;
  basePath: string;
  timeZone: string;
  reach: Scope["storeIds"];
};

/** C-20: the templates the merchant made. */
export function TemplateList({ rows, list, where, basePath, timeZone, reach }: TemplateListProps) {
  const t = useTranslations("templates");
  const coupons = useTranslations("coupons");
  const ticket = useTranslations("ticket");
  const locale = useLocale();
  const format = useFormatter();
  return (
    <WorkspaceIndex
      list={list}
      where={where}
      bulkTools={
        <ExportChosen
          place={where}
          columns={columnsOf(list)}
          action={exportTemplates}
          filter={{ q: list.state.q }}
        />
      }
      label={t("own")}
      columns={[
        { key: "name", label: t("name"), card: "title" },
        { key: "type", label: coupons("list.type") },
        { key: "benefit", label: t("benefit") },
        { key: "used", label: t("used"), align: "end", card: "metric" },
        { key: "updated", label: t("updated"), card: "metric" },
      ]}
      rows={rows.map(({ id, name, coupon, used, updatedAt }) => {
        const href = beginPath(basePath, coupon.benefit.type, { template: id });
        return {
          ...{ id, name, href },
          cells: {
            name,
            type: coupons(`types.${coupon.benefit.type}.name`),
            benefit: benefitWords(coupon, locale, ticket),
            used: <span className="tabular">{format.number(used)}</span>,
            updated: <Time at={updatedAt} timeZone={timeZone} mode="date" />,
          },
          actions: (
            <TemplateMenu
              template={{ id, name }}
              href={href}
              editHref={`${basePath}/templates/${id}`}
              where={where}
              mayChange={withinStores(reach, coupon.conditions.storeIds)}
            />
          ),
        };
      })}
      total={rows.length}
      nextCursor={null}
      search={{ placeholder: t("search") }}
      empty={
        <EmptyState
          title={t("empty")}
          text={t("emptyText")}
          action={<NewTemplate listPath={list.basePath} />}
        />
      }
    />
  );
}
