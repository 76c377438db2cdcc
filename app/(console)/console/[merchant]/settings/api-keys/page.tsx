import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { consolePath } from "@/components/merchants/console-path";
import { ButtonLink } from "@/components/ui/button-link";
import type { SearchParams } from "@/components/ui/list-state";
import { PageHeader } from "@/components/ui/page-header";
import { ListLater } from "@/components/workspace/list-later";
import { openList } from "@/components/workspace/open-list";
import { listApiKeys } from "@/lib/merchants/queries/api-keys";
import { staffGate } from "@/lib/platform/auth/gates";
import { KeyList } from "./_components/key-list";
import { keyListSpec } from "./_components/key-state";

type Props = { params: Promise<{ merchant: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("api-keys");
  return { title: t("title") };
}

export default async function ApiKeysPage({ params, searchParams }: Props) {
  const place = await params;
  const { scope, merchant } = await staffGate(place, "api_key.manage");
  const shape = { spec: keyListSpec, basePath: consolePath(place, "settings", "api-keys") };
  const list = await openList(scope, "api-keys", shape, searchParams);
  const { cursor, size, filters } = list.state;
  const t = await getTranslations("api-keys");
  const status = filters.status ? "over" : "good";
  return (
    <>
      <PageHeader
        title={t("title")}
        meta={t("meta")}
        actions={
          <>
            <a href="/api/v1/docs" className="text-sm text-brand underline">
              {t("docs")}
            </a>
            <ButtonLink
              href={consolePath(place, "settings", "api-keys", "new")}
              variant="primary"
              data-key="c"
              aria-keyshortcuts="C"
            >
              {t("create")}
            </ButtonLink>
          </>
        }
      />
      <ListLater path={shape.basePath} columns={6} load={() => listApiKeys(scope, { status, cursor, size })}>
        {(page) => <KeyList {...{ place, list, page }} timeZone={merchant.timeZone} />}
      </ListLater>
    </>
  );
}
