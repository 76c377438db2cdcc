import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { consolePath } from "@/components/merchants/console-path";
import { PageHeader } from "@/components/ui/page-header";
import { listFrameStores } from "@/lib/merchants/queries";
import { staffGate } from "@/lib/platform/auth/gates";
import { InviteForm } from "../_components/invite-form";

type Props = { params: Promise<{ merchant: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("staff");
  return { title: t("form.inviteTitle") };
}

export default async function InvitePage({ params }: Props) {
  const place = await params;
  const { scope } = await staffGate(place, "staff.manage");
  const [t, stores] = await Promise.all([getTranslations("staff"), listFrameStores(scope)]);
  return (
    <>
      <PageHeader
        title={t("form.inviteTitle")}
        back={{ href: consolePath(place, "settings", "staff"), label: t("title") }}
      />
      <div className="max-w-[720px]">
        <InviteForm place={place} stores={stores.map(({ id, name }) => ({ id, name }))} />
      </div>
    </>
  );
}
