import { useTranslations } from "next-intl";
import { ExportButton } from "@/components/jobs/export-button";
import type { ActionPlace } from "@/components/ui/action-result";
import { ButtonLink } from "@/components/ui/button-link";
import { exportCoupons } from "@/lib/coupons/actions";
import type { CouponFilter } from "@/lib/coupons/schema/filter";
import type { Capability } from "@/lib/platform/auth/permissions";

type ListActionsProps = {
  where: ActionPlace;
  filter: CouponFilter;
  /** The columns in view; null = as the product has them. */
  columns: readonly string[] | null;
  basePath: string;
  can: (capability: Capability) => boolean;
};

/** What the coupon list offers as a whole. */
export function ListActions({ where, filter, columns, basePath, can }: ListActionsProps) {
  const t = useTranslations("coupons");
  const templates = useTranslations("templates");
  return (
    <>
      {can("coupon.export") ? (
        <ExportButton place={where} {...{ filter, columns }} action={exportCoupons} />
      ) : null}
      {can("coupon.write") ? (
        <ButtonLink href={`${basePath}/templates`}>{templates("title")}</ButtonLink>
      ) : null}
      {can("coupon.write") ? (
        <ButtonLink href={`${basePath}/new`} variant="primary" data-key="c" aria-keyshortcuts="C">
          {t("create")}
        </ButtonLink>
      ) : null}
    </>
  );
}
