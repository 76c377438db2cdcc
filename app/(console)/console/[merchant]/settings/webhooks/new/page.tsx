import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { consolePath } from "@/components/merchants/console-path";
import { PageHeader } from "@/components/ui/page-header";
import { staffGate } from "@/lib/platform/auth/gates";
import { NewWebhookForm } from "../_components/new-webhook-form";

type Props = { params: Promise<{ merchant: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("webhooks");
  return { title: t("form.newTitle") };
}

export default async function NewWebhookPage({ params }: Props) {
  const place = await params;
  await staffGate(place, "webhook.manage");
  const t = await getTranslations("webhooks");
  return (
    <>
      <PageHeader
        title={t("form.newTitle")}
        back={{ href: consolePath(place, "settings", "webhooks"), label: t("title") }}
      />
      <div className="max-w-[720px]">
        <NewWebhookForm place={place} />
      </div>
    </>
  );
}
