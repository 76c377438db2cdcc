import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { consolePath } from "@/components/merchants/console-path";
import { ButtonLink } from "@/components/ui/button-link";
import type { SearchParams } from "@/components/ui/list-state";
import { PageHeader } from "@/components/ui/page-header";
import { ListLater } from "@/components/workspace/list-later";
import { openList } from "@/components/workspace/open-list";
import { listWebhooks } from "@/lib/notifications/queries/webhooks";
import { staffGate } from "@/lib/platform/auth/gates";
import { WebhookList, webhookListSpec } from "./_components/webhook-list";

type Props = { params: Promise<{ merchant: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("webhooks");
  return { title: t("title") };
}

export default async function WebhooksPage({ params, searchParams }: Props) {
  const place = await params;
  const { scope, merchant } = await staffGate(place, "webhook.manage");
  const shape = { spec: webhookListSpec, basePath: consolePath(place, "settings", "webhooks") };
  const list = await openList(scope, "webhooks", shape, searchParams);
  const t = await getTranslations("webhooks");
  return (
    <>
      <PageHeader
        title={t("title")}
        meta={t("meta")}
        actions={
          <>
            <a href="/api/v1/docs#signatures" className="text-sm text-brand underline">
              {t("docs")}
            </a>
            <ButtonLink
              href={consolePath(place, "settings", "webhooks", "new")}
              variant="primary"
              data-key="c"
              aria-keyshortcuts="C"
            >
              {t("create")}
            </ButtonLink>
          </>
        }
      />
      <ListLater path={shape.basePath} columns={4} load={() => listWebhooks(scope)}>
        {({ rows }) => <WebhookList {...{ place, list, rows }} timeZone={merchant.timeZone} />}
      </ListLater>
    </>
  );
}
