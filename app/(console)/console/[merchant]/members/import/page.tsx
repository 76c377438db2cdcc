import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { consolePath } from "@/components/merchants/console-path";
import { PageHeader } from "@/components/ui/page-header";
import { audienceOptions } from "@/lib/members/queries/audience";
import { staffGate } from "@/lib/platform/auth/gates";
import { countryOfZone } from "@/lib/platform/phone";
import { ImportForm } from "./_components/import-form";

type Props = { params: Promise<{ merchant: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("members.import");
  return { title: t("title") };
}

export default async function ImportMembersPage({ params }: Props) {
  const place = await params;
  const { scope, merchant } = await staffGate(place, "member.import");
  const t = await getTranslations("members");
  const { tags } = await audienceOptions(scope);
  return (
    <>
      <PageHeader
        title={t("import.title")}
        meta={t("import.meta")}
        back={{ href: consolePath(place, "members"), label: t("list.title") }}
      />
      <div className="max-w-[920px]">
        <ImportForm place={place} tags={tags} country={countryOfZone(merchant.timeZone)} />
      </div>
    </>
  );
}
