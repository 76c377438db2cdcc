import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { CouponActions } from "@/components/coupons/coupon-actions";
import { Banner } from "@/components/ui/banner";
import { ButtonLink } from "@/components/ui/button-link";
import { CopyText } from "@/components/ui/copy-text";
import { DetailPage } from "@/components/ui/detail-page";
import { PageHeader } from "@/components/ui/page-header";
import { StatusBadge } from "@/components/ui/status-badge";
import { TabLinks } from "@/components/ui/tabs";
import { CouponPromotion } from "./coupon-promotion";
import type { LoadedCoupon } from "./load-coupon";

const tabs = {
  data: "",
  details: "/details",
  records: "/records",
  give: "/give",
  history: "/history",
} as const;
const tabKeys = ["data", "details", "records", "give", "history"] as const;

type CouponShellProps = {
  loaded: LoadedCoupon;
  tab: keyof typeof tabs;
  aside?: ReactNode;
  children: ReactNode;
};

/** What all pages of a coupon share: its name and state, what can be done, and the way to its other pages. */
export function CouponShell({ loaded, tab, aside, children }: CouponShellProps) {
  const { coupon, basePath, where, may, mine, can } = loaded;
  const t = useTranslations("coupons");
  const giving = useTranslations("coupon-giving");
  const path = `${basePath}/${coupon.id}`;
  const type = t(`types.${coupon.type}.name`);
  const meta = coupon.number ? (
    <>
      <CopyText text={coupon.number} /> · {type}
    </>
  ) : (
    t("list.numberAndType", { number: t("list.noNumber"), type })
  );
  return (
    <DetailPage
      header={
        <PageHeader
          title={coupon.name}
          badge={<StatusBadge status={coupon.status} />}
          meta={meta}
          back={{ href: basePath, label: t("back") }}
          actions={
            <>
              {may.write && coupon.status !== "archived" ? (
                <ButtonLink
                  href={`${path}/edit`}
                  variant={coupon.status === "draft" ? "secondary" : "primary"}
                >
                  {t("actions.edit")}
                </ButtonLink>
              ) : null}
              <CouponPromotion loaded={loaded} />
              <CouponActions
                coupon={{
                  id: coupon.id,
                  name: coupon.name,
                  type: coupon.type,
                  status: coupon.status,
                  issued: coupon.issued,
                }}
                where={where}
                basePath={basePath}
                may={may}
                uses={loaded.uses.activities.length + loaded.uses.packs.length}
                inHeader
              />
            </>
          }
        />
      }
      tabs={
        <>
          {!mine && can("coupon.write") ? <Banner className="mb-4">{t("detail.noEdit")}</Banner> : null}
          <TabLinks
            label={t("detail.tabs")}
            items={tabKeys
              .filter((key) => key !== "give" || can("coupon.grant"))
              .map((key) => ({
                href: path + tabs[key],
                label: key === "give" ? giving("tab") : t(`detail.${key}`),
                current: key === tab,
              }))}
          />
        </>
      }
      aside={aside}
    >
      {children}
    </DetailPage>
  );
}
