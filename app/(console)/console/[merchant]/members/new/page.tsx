import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { consolePath } from "@/components/merchants/console-path";
import { PageHeader } from "@/components/ui/page-header";
import { listHomeStores } from "@/lib/members/queries/options";
import { staffGate } from "@/lib/platform/auth/gates";
import { AddMemberForm } from "../_components/member-form";

type Props = { params: Promise<{ merchant: string; store?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("members.form");
  return { title: t("addTitle") };
}

export default async function NewMemberPage({ params }: Props) {
  const place = await params;
  const { scope } = await staffGate(place, "member.edit");
  const [t, stores] = await Promise.all([getTranslations("members"), listHomeStores(scope)]);
  return (
    <>
      <PageHeader
        title={t("form.addTitle")}
        back={{ href: consolePath(place, "members"), label: t("list.title") }}
      />
      <div className="max-w-[720px]">
        <AddMemberForm place={place} stores={stores} mayBeOnline={scope.storeIds === "all" && !place.store} />
      </div>
    </>
  );
}
