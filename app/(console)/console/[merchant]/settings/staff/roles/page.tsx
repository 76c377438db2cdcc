import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ViewAs } from "@/components/merchants/view-as";
import { PageHeader } from "@/components/ui/page-header";
import { listFrameStores } from "@/lib/merchants/queries";
import { staffGate } from "@/lib/platform/auth/gates";
import { RoleMatrix } from "../_components/role-matrix";
import { StaffTabs } from "../_components/staff-tabs";

type Props = { params: Promise<{ merchant: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("staff");
  return { title: t("roles") };
}

export default async function RolesPage({ params }: Props) {
  const place = await params;
  const { scope } = await staffGate(place, "staff.manage");
  const [t, stores] = await Promise.all([getTranslations("staff"), listFrameStores(scope)]);
  return (
    <>
      <PageHeader title={t("title")} />
      <StaffTabs place={place} current="roles" />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
        <ViewAs place={place} stores={stores.map(({ id, name }) => ({ id, name }))} />
        <RoleMatrix />
      </div>
    </>
  );
}
