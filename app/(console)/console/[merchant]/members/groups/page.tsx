import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { MemberTabs } from "@/components/members/member-tabs";
import { ruleNames } from "@/components/members/rule-names";
import { consolePath } from "@/components/merchants/console-path";
import type { SearchParams } from "@/components/ui/list-state";
import { PageHeader } from "@/components/ui/page-header";
import { openList } from "@/components/workspace/open-list";
import { audienceOptions } from "@/lib/members/queries/audience";
import { builtInIds, groupSizes, groupUseCounts, listGroups } from "@/lib/members/queries/groups";
import { staffGate } from "@/lib/platform/auth/gates";
import { BuiltInGroups } from "./_components/built-in-groups";
import { GroupList, groupFilter, groupListSpec } from "./_components/group-list";
import { GroupTools } from "./_components/group-tools";

type Props = { params: Promise<{ merchant: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("organise.groups");
  return { title: t("title") };
}

export default async function GroupsPage({ params, searchParams }: Props) {
  const place = await params;
  const { scope, merchant } = await staffGate(place, "member.organise");
  const t = await getTranslations("organise.groups");
  const shape = { spec: groupListSpec, basePath: consolePath(place, "members", "groups") };
  const list = await openList(scope, "groups", shape, searchParams);
  const { state } = list;
  const [page, options] = await Promise.all([
    listGroups(scope, { ...groupFilter(state), cursor: state.cursor, size: state.size }),
    audienceOptions(scope),
  ]);
  const names = ruleNames(options, merchant.currency);
  // Not waited for: the list stands before they are counted.
  const ids = page.rows.map((row) => row.id);
  const [sizes, uses] = [groupSizes(scope, [...builtInIds, ...ids]), groupUseCounts(scope, ids)];
  return (
    <>
      <PageHeader title={t("title")} meta={t("meta")} actions={<GroupTools place={place} list={list} />} />
      <MemberTabs place={place} current="groups" />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
        <BuiltInGroups place={place} sizes={sizes} names={names} />
        <GroupList {...{ place, list, page, names, sizes, uses }} timeZone={merchant.timeZone} />
      </div>
    </>
  );
}
