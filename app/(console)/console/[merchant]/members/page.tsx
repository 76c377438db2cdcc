import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { FindMember } from "@/components/members/find-member";
import { MemberTabs } from "@/components/members/member-tabs";
import { consolePath } from "@/components/merchants/console-path";
import { ListSkeleton } from "@/components/ui/list-skeleton";
import type { SearchParams } from "@/components/ui/list-state";
import { PageHeader } from "@/components/ui/page-header";
import { openList } from "@/components/workspace/open-list";
import { staffGate } from "@/lib/platform/auth/gates";
import { MemberActions } from "./_components/member-actions";
import { MemberIndex } from "./_components/member-index";
import { memberFilter, memberListSpec } from "./_components/member-list-spec";

type Props = {
  params: Promise<{ merchant: string; store?: string }>;
  searchParams: Promise<SearchParams>;
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("members.list");
  return { title: t("title") };
}

export default async function MembersPage({ params, searchParams }: Props) {
  const place = await params;
  const { scope, merchant, can } = await staffGate(place, "member.find");
  const t = await getTranslations("members.list");
  if (!can("member.read")) {
    return (
      <>
        <PageHeader title={t("title")} />
        <div className="max-w-[560px]">
          <FindMember place={place} />
        </div>
      </>
    );
  }
  const basePath = consolePath(place, "members");
  const inPart = scope.storeId !== null || scope.storeIds !== "all";
  const spec = memberListSpec(inPart, merchant.currency);
  const list = await openList(scope, "members", { spec, basePath }, searchParams);
  const filter = memberFilter(list.state, merchant);
  return (
    <>
      <PageHeader
        title={t("title")}
        meta={t("exact")}
        actions={<MemberActions {...{ place, list, filter, can }} />}
      />
      {can("member.organise") && !place.store ? <MemberTabs place={place} current="all" /> : null}
      <Suspense fallback={<ListSkeleton path={basePath} columns={6} />}>
        <MemberIndex {...{ scope, place, list, filter, can, inPart, merchant }} />
      </Suspense>
    </>
  );
}
