import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/ui/page-header";
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
  await staffGate(place, "staff.manage");
  const t = await getTranslations("staff");
  return (
    <>
      <PageHeader title={t("title")} />
      <StaffTabs place={place} current="roles" />
      <RoleMatrix />
    </>
  );
}
