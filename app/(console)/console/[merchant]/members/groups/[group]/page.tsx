import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { draftOf, ruleNames } from "@/components/members/rule-names";
import { audienceOptions } from "@/lib/members/queries/audience";
import { getGroup, previewGroup } from "@/lib/members/queries/groups";
import { groupUses } from "@/lib/members/queries/tags";
import { staffGate } from "@/lib/platform/auth/gates";
import { lastChange } from "@/lib/workspace/queries";
import { GroupAside } from "../_components/group-aside";
import { EditGroupForm } from "../_components/group-form";
import { GroupHeader } from "../_components/group-header";

type Props = { params: Promise<{ merchant: string; group: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { group, ...place } = await params;
  const { scope } = await staffGate(place, "member.organise");
  return { title: (await getGroup(scope, group))?.name };
}

export default async function GroupPage({ params }: Props) {
  const { group: groupId, ...place } = await params;
  const { scope, merchant } = await staffGate(place, "member.organise");
  const group = await getGroup(scope, groupId);
  if (!group) notFound();
  const [options, uses, found, change] = await Promise.all([
    audienceOptions(scope),
    groupUses(scope, groupId),
    group.rule ? null : previewGroup(scope, groupId),
    lastChange(scope, "member_group", groupId),
  ]);
  const { name, rule, revision } = group;
  return (
    <>
      <GroupHeader place={place} group={{ id: groupId, name }} />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
        <EditGroupForm
          place={place}
          names={ruleNames(options, merchant.currency)}
          groupId={groupId}
          revision={revision}
          change={change}
          values={{ group: { name, rule: rule && draftOf(rule) } }}
        />
        <GroupAside place={place} uses={uses} found={found} />
      </div>
    </>
  );
}
