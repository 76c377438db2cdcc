import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ExportButton } from "@/components/jobs/export-button";
import { MemberTabs } from "@/components/members/member-tabs";
import { consolePath } from "@/components/merchants/console-path";
import type { SearchParams } from "@/components/ui/list-state";
import { PageHeader } from "@/components/ui/page-header";
import { ListLater } from "@/components/workspace/list-later";
import { columnsOf, openList } from "@/components/workspace/open-list";
import { exportTags } from "@/lib/members/actions/labels";
import { listTags } from "@/lib/members/queries/tags";
import { staffGate } from "@/lib/platform/auth/gates";
import { NewTag } from "./_components/new-tag";
import { TagList, tagListSpec } from "./_components/tag-list";

type Props = { params: Promise<{ merchant: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("organise.tags");
  return { title: t("title") };
}

export default async function TagsPage({ params, searchParams }: Props) {
  const place = await params;
  const { scope } = await staffGate(place, "member.organise");
  const t = await getTranslations("organise.tags");
  const shape = { spec: tagListSpec, basePath: consolePath(place, "members", "tags") };
  const list = await openList(scope, "tags", shape, searchParams);
  const { state } = list;
  const { q, descending, cursor, size } = state;
  return (
    <>
      <PageHeader
        title={t("title")}
        meta={t("meta")}
        actions={
          <ExportButton
            {...{ place, columns: columnsOf(list) }}
            action={exportTags}
            filter={{ q, descending }}
          />
        }
      />
      <MemberTabs place={place} current="tags" />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <NewTag place={place} />
        <ListLater
          path={shape.basePath}
          columns={3}
          load={() => listTags(scope, { q, descending, cursor, size })}
        >
          {(page) => <TagList place={place} list={list} page={page} />}
        </ListLater>
      </div>
    </>
  );
}
