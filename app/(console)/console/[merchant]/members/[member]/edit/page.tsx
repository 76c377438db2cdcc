import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { consolePath } from "@/components/merchants/console-path";
import { PageHeader } from "@/components/ui/page-header";
import { getMember } from "@/lib/members/queries/member";
import { listHomeStores } from "@/lib/members/queries/options";
import { staffGate } from "@/lib/platform/auth/gates";
import { lastChange } from "@/lib/workspace/queries";
import { EditMemberForm } from "../../_components/member-form";

type Props = { params: Promise<{ merchant: string; store?: string; member: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("members.form");
  return { title: t("editTitle") };
}

export default async function EditMemberPage({ params }: Props) {
  const { member: memberId, ...place } = await params;
  const { scope, can } = await staffGate(place, "member.edit");
  const [member, stores, t, change] = await Promise.all([
    getMember(scope, memberId),
    listHomeStores(scope),
    getTranslations("members"),
    lastChange(scope, "member", memberId, ["member.edit", "member.block", "member.unblock"]),
  ]);
  if (!member) notFound();
  const { name, nickname, birthday, externalId, homeStoreId, phone, email } = member;
  const title = name ?? nickname ?? t("noName");
  return (
    <>
      <PageHeader
        title={t("form.editTitle")}
        back={{ href: consolePath(place, "members", memberId), label: title }}
      />
      <div className="max-w-[720px]">
        <EditMemberForm
          place={place}
          stores={stores}
          mayBeOnline={scope.storeIds === "all" && !place.store}
          memberId={memberId}
          revision={member.revision}
          change={change}
          profile={{
            ...{ name: name ?? "", nickname: nickname ?? "", birthday: birthday ?? "" },
            ...{ externalId: externalId ?? "", homeStoreId },
          }}
          shown={can("member.reveal") ? { phone, email } : null}
        />
      </div>
    </>
  );
}
