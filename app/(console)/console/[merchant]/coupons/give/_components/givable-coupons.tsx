import { useFormatter, useLocale, useNow, useTranslations } from "next-intl";
import { ticketFacts, validityWords } from "@/components/coupons/coupon-words";
import { benefitWords } from "@/components/coupons/ticket-words";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import type { ListSpec, ListState } from "@/components/ui/list-state";
import { ResourceIndex } from "@/components/ui/resource-index";
import { listCoupons } from "@/lib/coupons/queries/coupons";
import type { Scope } from "@/lib/platform/auth/scope";

export const givableListSpec = {
  filters: {},
  sorts: ["created", "name"],
  defaultSort: "-created",
} as const satisfies ListSpec;

type Asked = {
  state: ListState;
  /** Of coupons, in the view one is in. */
  couponsAt: string;
  timeZone: string;
  mayCreate: boolean;
};

/** The coupons that staff give, that are good or will be, and that the reader may give: none that stores of others share. */
export async function GivableCoupons({ scope, ...asked }: Asked & { scope: Scope }) {
  const { q, sortKey, descending, cursor, size } = asked.state;
  const page = await listCoupons(scope, {
    ...{ q, cursor, descending, limit: size, method: ["targeted"], status: ["active", "scheduled"] },
    sort: sortKey === "name" ? "name" : "created",
    onlyIn: scope.storeIds === "all" ? undefined : scope.storeIds,
  });
  return <GivableTable {...asked} page={page} />;
}

type GivableTableProps = Asked & { page: Awaited<ReturnType<typeof listCoupons>> };

function GivableTable({ state, couponsAt, timeZone, mayCreate, page }: GivableTableProps) {
  const t = useTranslations("coupon-giving.choose");
  const coupons = useTranslations("coupons");
  const ticket = useTranslations("ticket");
  const [locale, now, format] = [useLocale(), useNow(), useFormatter()];
  const count = (value: number | null) => (
    <span className="tabular">{value === null ? t("unlimited") : format.number(value)}</span>
  );
  return (
    <ResourceIndex
      basePath={`${couponsAt}/give`}
      label={t("title")}
      state={state}
      columns={[
        { key: "name", label: t("coupon"), sort: true, card: "title" },
        { key: "benefit", label: t("benefit") },
        { key: "left", label: t("left"), align: "end", card: "metric" },
        { key: "limit", label: t("limit"), align: "end", card: "metric" },
        { key: "validity", label: t("validity") },
      ]}
      rows={page.rows.map((coupon) => ({
        id: coupon.id,
        href: `${couponsAt}/${coupon.id}/give`,
        cells: {
          name: coupon.name,
          benefit: benefitWords(ticketFacts(coupon, timeZone, now), locale, ticket),
          left: count(coupon.quantity === null ? null : coupon.quantity - coupon.issued),
          limit: count(coupon.claimLimit),
          validity: validityWords(coupon.terms.validity, timeZone, locale, coupons),
        },
      }))}
      total={page.total}
      nextCursor={page.nextCursor}
      search={{ placeholder: t("search") }}
      empty={
        <EmptyState
          title={t("empty")}
          text={t("emptyText")}
          action={
            mayCreate ? (
              <ButtonLink href={`${couponsAt}/new`} variant="primary">
                {coupons("create")}
              </ButtonLink>
            ) : undefined
          }
        />
      }
    />
  );
}
