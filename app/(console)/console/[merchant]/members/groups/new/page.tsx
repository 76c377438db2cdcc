import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ruleNames } from "@/components/members/rule-names";
import { consolePath } from "@/components/merchants/console-path";
import type { SearchParams } from "@/components/ui/list-state";
import { PageHeader } from "@/components/ui/page-header";
import { DraftForm } from "@/components/workspace/draft-form";
import { DraftList } from "@/components/workspace/draft-list";
import { openDraft } from "@/components/workspace/open-draft";
import { audienceOptions } from "@/lib/members/queries/audience";
import { staffGate } from "@/lib/platform/auth/gates";
import { listDrafts } from "@/lib/workspace/queries";
import { CreateGroupForm } from "../_components/group-form";

type Props = { params: Promise<{ merchant: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("organise.group");
  return { title: t("createTitle") };
}

const firstRule = { type: "all" as const, rules: [{ type: "registered_within" as const, days: 30 }] };

export default async function NewGroupPage({ params, searchParams }: Props) {
  const place = await params;
  const { scope, merchant } = await staffGate(place, "member.organise");
  const byHand = (await searchParams).kind === "picked";
  const rule = byHand ? null : firstRule;
  const { values, draft } = await openDraft(scope, "group", { group: { name: "", rule } }, searchParams);
  const [t, options, drafts] = await Promise.all([
    getTranslations("organise"),
    audienceOptions(scope),
    draft.savedAt ? [] : listDrafts(scope, "group"),
  ]);
  const path = consolePath(place, "members", "groups", "new");
  return (
    <>
      <PageHeader
        title={t(byHand ? "group.createPickedTitle" : "group.createTitle")}
        back={{ href: consolePath(place, "members", "groups"), label: t("groups.title") }}
      />
      <DraftList
        kind="group"
        {...{ drafts, where: place, timeZone: merchant.timeZone }}
        hrefOf={({ id, variant }) => `${path}?${variant ? `kind=${variant}&` : ""}draft=${id}`}
      />
      <DraftForm draft={draft}>
        <CreateGroupForm {...{ place, values, draft }} names={ruleNames(options, merchant.currency)} />
      </DraftForm>
    </>
  );
}
