import { useFormatter, useTranslations } from "next-intl";
import { AddStock } from "@/components/activities/add-stock";
import type { ConsolePlace } from "@/components/activities/paths";
import { Card } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { DataTable } from "@/components/ui/data-table";
import { StockBar } from "@/components/ui/stock-bar";
import type { Pool } from "@/lib/activities/queries/prizes";
import type { ActivityKind } from "@/lib/activities/schema";

type PoolTableProps = {
  place: ConsolePlace;
  kind: ActivityKind;
  pools: readonly Pool[];
  /** Null for those who may not read passwords. */
  passwords: ReadonlyMap<string, string> | null;
  mayAddStock: boolean;
};

/** How far each password's stock is used up. */
export function PoolTable({ place, kind, pools, passwords, mayAddStock }: PoolTableProps) {
  const t = useTranslations("activities.pools");
  const format = useFormatter();
  return (
    <Card title={t("title")} padded={false}>
      <DataTable
        bare
        label={t("title")}
        actionsLabel={t("actions")}
        columns={[
          { key: "password", label: t(kind === "claim_page" ? "what" : "password"), card: "title" },
          { key: "prizes", label: t("prizes") },
          { key: "won", label: t("won") },
          { key: "left", label: t("left"), align: "end" },
        ]}
        rows={pools.map((pool) => {
          const password = passwords?.get(pool.id);
          return {
            id: pool.id,
            cells: {
              password: password ? (
                <span className="flex items-center gap-1">
                  <span className="font-mono wrap-anywhere">{password}</span>
                  <CopyButton
                    iconOnly
                    size="sm"
                    variant="ghost"
                    text={password}
                    label={t("copy", { password })}
                  />
                </span>
              ) : (
                t(kind === "claim_page" ? "page" : "hidden", { position: pool.position })
              ),
              prizes: (
                <span className="grid gap-0.5">
                  {pool.prizes.map(({ coupon, quantity }) => (
                    <span key={coupon.id} className="wrap-anywhere">
                      {quantity > 1 ? `${quantity} × ${coupon.name}` : coupon.name}
                    </span>
                  ))}
                </span>
              ),
              won: <StockBar used={pool.issued} total={pool.inventory} />,
              left: <span className="tabular">{format.number(pool.inventory - pool.issued)}</span>,
            },
            actions: mayAddStock ? (
              <AddStock
                place={place}
                poolId={pool.id}
                inventory={pool.inventory}
                issued={pool.issued}
                label={t("addStockTo", { position: pool.position })}
              />
            ) : undefined,
          };
        })}
      />
    </Card>
  );
}
