import { useFormatter, useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import type { ListSpec, ListState } from "@/components/ui/list-state";
import { ResourceIndex } from "@/components/ui/resource-index";
import type { listPacks } from "@/lib/packs/queries/packs";

export const givablePackSpec = {
  filters: {},
  sorts: ["created", "name"],
  defaultSort: "-created",
} as const satisfies ListSpec;

type GivablePacksProps = {
  state: ListState;
  /** The list of packs, in the view one is in. */
  packsAt: string;
  page: Awaited<ReturnType<typeof listPacks>>;
  mayCreate: boolean;
};

/** The packs that can be given now; choosing one opens its page with the form that asks to whom. */
export function GivablePacks({ state, packsAt, page, mayCreate }: GivablePacksProps) {
  const t = useTranslations("packs.choose");
  const packs = useTranslations("packs");
  const format = useFormatter();
  return (
    <ResourceIndex
      basePath={`${packsAt}/give`}
      label={t("title")}
      state={state}
      columns={[
        { key: "name", label: packs("list.name"), sort: true, card: "title" },
        { key: "type", label: packs("list.type") },
        { key: "contents", label: packs("list.contents") },
        { key: "left", label: t("left"), align: "end", card: "metric" },
      ]}
      rows={page.rows.map(({ id, name, type, contents, stock }) => {
        const { quantity, reserved, sold, given } = stock;
        const left = quantity === null ? t("unlimited") : format.number(quantity - reserved - sold - given);
        return {
          id,
          href: `${packsAt}/${id}?gift=1`,
          cells: {
            name,
            type: packs(`types.${type}.name`),
            contents: contents ? packs("words.coupons", { count: contents.allCoupons }) : "–",
            left: <span className="tabular">{left}</span>,
          },
        };
      })}
      total={page.total}
      nextCursor={page.nextCursor}
      search={{ placeholder: packs("list.search") }}
      empty={
        <EmptyState
          title={t("empty")}
          text={t("emptyText")}
          action={
            mayCreate ? (
              <ButtonLink href={`${packsAt}/new`} variant="primary">
                {packs("create")}
              </ButtonLink>
            ) : undefined
          }
        />
      }
    />
  );
}
