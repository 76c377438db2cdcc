import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { consolePath } from "@/components/merchants/console-path";
import type { SearchParams } from "@/components/ui/list-state";
import { listMemberParticipations } from "@/lib/members/queries/member";
import { MemberFrame } from "../_components/member-frame";
import { MemberParticipations } from "../_components/member-participations";
import { type MemberParams, openMember } from "../_components/open-member";

type Props = { params: MemberParams; searchParams: Promise<SearchParams> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("members.detail");
  return { title: t("activities") };
}

export default async function MemberActivitiesPage({ params, searchParams }: Props) {
  const { scope, memberId, place, frame } = await openMember(params);
  const { cursor } = await searchParams;
  const from = typeof cursor === "string" ? cursor : null;
  const page = await listMemberParticipations(scope, memberId, { cursor: from });
  return (
    <MemberFrame {...frame} tab="activities">
      <MemberParticipations
        base={consolePath(place, "members", memberId, "activities")}
        place={place}
        page={page}
        cursor={from}
      />
    </MemberFrame>
  );
}
