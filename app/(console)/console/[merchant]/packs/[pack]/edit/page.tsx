import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PrizeCouponsProvider } from "@/components/activities/prize-coupons";
import { EditPackForm } from "@/components/packs/edit-pack-form";
import { packForm } from "@/components/packs/form-values";
import { packAsWritten, saleOf } from "@/components/packs/pack-as-written";
import { Banner } from "@/components/ui/banner";
import { PageHeader } from "@/components/ui/page-header";
import { StatusBadge } from "@/components/ui/status-badge";
import { lastChange } from "@/lib/workspace/queries";
import { formFacts } from "../../_components/form-facts";
import { loadPack, type PackPageProps } from "../_components/load-pack";

export async function generateMetadata({ params }: PackPageProps): Promise<Metadata> {
  const [{ pack }, t] = await Promise.all([loadPack(params, "pack.write"), getTranslations("packs")]);
  return { title: t("form.editTitle", { name: pack.name }) };
}

export default async function EditPackPage({ params }: PackPageProps) {
  const { scope, merchant, pack, basePath } = await loadPack(params, "pack.write");
  const [t, change] = await Promise.all([getTranslations("packs"), lastChange(scope, "pack", pack.id)]);
  const initial = packForm(packAsWritten(pack), pack.currency, merchant.timeZone);
  const { facts, coupons } = await formFacts(scope, merchant, initial);
  const issued = pack.stock.sold + pack.stock.given + pack.stock.reserved;
  const isArchived = pack.status === "archived";
  return (
    <>
      <PageHeader
        title={t("form.editTitle", { name: pack.name })}
        badge={<StatusBadge status={pack.status} />}
        back={{ href: `${basePath}/${pack.id}`, label: pack.name }}
      />
      <Banner tone={isArchived ? "warning" : "info"} className="mb-5">
        {isArchived
          ? t("form.archived")
          : issued > 0
            ? t("form.keepContents", { count: issued })
            : t("form.free")}
      </Banner>
      {isArchived ? null : (
        <PrizeCouponsProvider {...coupons}>
          <EditPackForm
            packId={pack.id}
            revision={pack.revision}
            kept={saleOf(pack) ?? undefined}
            initial={initial}
            change={change}
            facts={{ ...facts, exists: true, issued, sold: pack.stock.sold }}
          />
        </PrizeCouponsProvider>
      )}
    </>
  );
}
