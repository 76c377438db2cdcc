import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { PromoteButton } from "@/components/links/promote-button";
import { ManagedByGroup } from "@/components/packs/managed-by-group";
import { PackActions } from "@/components/packs/pack-actions";
import { isPromotable } from "@/components/packs/pack-words";
import { ButtonLink } from "@/components/ui/button-link";
import { CopyText } from "@/components/ui/copy-text";
import { DetailPage } from "@/components/ui/detail-page";
import { PageHeader } from "@/components/ui/page-header";
import { StatusBadge } from "@/components/ui/status-badge";
import { TabLinks } from "@/components/ui/tabs";
import type { LoadedPack } from "./load-pack";

const tabs = ["overview", "contents", "purchases", "gifts", "coupons", "history"] as const;

type PackShellProps = {
  loaded: LoadedPack;
  tab: (typeof tabs)[number];
  aside?: ReactNode;
  children: ReactNode;
};

/** What all pages of a pack share: its name and state, what can be done, and the way to its other pages. */
export function PackShell({ loaded, tab, aside, children }: PackShellProps) {
  const { pack, basePath, where, may, can } = loaded;
  const t = useTranslations("packs");
  const path = `${basePath}/${pack.id}`;
  const isPromoted = can("link.read") && isPromotable(pack);
  const shown = tabs.filter((key) => key !== "purchases" || pack.type === "paid");
  return (
    <DetailPage
      header={
        <PageHeader
          title={pack.name}
          badge={
            <>
              <StatusBadge status={pack.status} />
              {where.store ? <ManagedByGroup /> : null}
            </>
          }
          meta={
            <>
              {t(`types.${pack.type}.name`)} · <CopyText text={pack.id} />
            </>
          }
          back={{ href: basePath, label: t("title") }}
          actions={
            <>
              {may.write && pack.status !== "archived" ? (
                <ButtonLink href={`${path}/edit`}>{t("actions.edit")}</ButtonLink>
              ) : null}
              {isPromoted ? (
                <PromoteButton place={where} promoted={{ packId: pack.id }} mayWrite={can("link.write")} />
              ) : null}
              <PackActions
                pack={{ id: pack.id, name: pack.name, type: pack.type, status: pack.status }}
                where={where}
                basePath={basePath}
                may={may}
                mayGive={may.give}
                inHeader
              />
            </>
          }
        />
      }
      tabs={
        <TabLinks
          label={t("detail.tabs")}
          items={shown.map((key) => ({
            href: key === "overview" ? path : `${path}/${key}`,
            label: t(`detail.${key}`),
            current: key === tab,
          }))}
        />
      }
      aside={aside}
    >
      {children}
    </DetailPage>
  );
}
