import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { consolePath } from "@/components/merchants/console-path";
import type { SearchParams } from "@/components/ui/list-state";
import { memberTimeline } from "@/lib/members/queries/timeline";
import { mayChangeNote } from "@/lib/members/rules/notes";
import { MemberFrame } from "../_components/member-frame";
import { WriteNote } from "../_components/member-notes";
import { MemberTimeline } from "../_components/member-timeline";
import { type MemberParams, openMember } from "../_components/open-member";

type Props = { params: MemberParams; searchParams: Promise<SearchParams> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("members.detail");
  return { title: t("timeline") };
}

export default async function MemberTimelinePage({ params, searchParams }: Props) {
  const { scope, memberId, place, frame } = await openMember(params);
  const { cursor } = await searchParams;
  const from = typeof cursor === "string" ? cursor : null;
  const page = await memberTimeline(scope, memberId, { cursor: from });
  return (
    <MemberFrame {...frame} tab="timeline">
      {frame.may.edit && !from ? <WriteNote place={place} memberId={memberId} /> : null}
      <MemberTimeline
        place={place}
        memberId={memberId}
        mayChange={(writtenBy) => frame.may.edit && mayChangeNote(scope, writtenBy)}
        base={consolePath(place, "members", memberId, "timeline")}
        page={page}
        cursor={from}
        timeZone={frame.timeZone}
      />
    </MemberFrame>
  );
}
