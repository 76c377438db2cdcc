import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ruleNames } from "@/components/members/rule-names";
import { consolePath } from "@/components/merchants/console-path";
import type { SearchParams } from "@/components/ui/list-state";
import { PageHeader } from "@/components/ui/page-header";
import { audienceOptions } from "@/lib/members/queries/audience";
import { staffGate } from "@/lib/platform/auth/gates";
import { CreateGroupForm } from "../_components/group-form";

type Props = { params: Promise<{ merchant: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("organise.group");
  return { title: t("createTitle") };
}

export default async function NewGroupPage({ params, searchParams }: Props) {
  const place = await params;
  const { scope, merchant } = await staffGate(place, "member.organise");
  const t = await getTranslations("organise");
  const byHand = (await searchParams).kind === "picked";
  const options = await audienceOptions(scope);
  const rule = { type: "all" as const, rules: [{ type: "registered_within" as const, days: 30 }] };
  return (
    <>
      <PageHeader
        title={t(byHand ? "group.createPickedTitle" : "group.createTitle")}
        back={{ href: consolePath(place, "members", "groups"), label: t("groups.title") }}
      />
      <CreateGroupForm
        place={place}
        names={ruleNames(options, merchant.currency)}
        values={{ group: { name: "", rule: byHand ? null : rule } }}
      />
    </>
  );
}
