import { useTranslations } from "next-intl";
import { Suspense } from "react";
import { LinkQr } from "@/components/links/link-qr";
import { PromotePoster } from "@/components/links/promote-poster";
import { consolePath } from "@/components/merchants/console-path";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { lastChoice } from "@/lib/links/queries/channels";
import { type StoreCodeLink, storeCode } from "@/lib/links/queries/store-code";
import type { PromoteChoice } from "@/lib/links/schema";
import type { StoreDetail } from "@/lib/merchants/queries";
import type { StaffAccess } from "@/lib/platform/auth/gates";
import { env } from "@/lib/platform/env";
import { MakeStoreCode } from "./make-store-code";

type Asked = { place: { merchant: string }; store: StoreDetail };

type StoreCodeProps = Asked & { access: Pick<StaffAccess, "scope" | "can"> };

/** A store's own code, for its tables and its counter: it leads to the menu of that store. */
export function StoreCode(props: StoreCodeProps) {
  if (props.store.archivedAt || !props.access.can("link.read")) return null;
  return (
    <Suspense fallback={null}>
      <FoundCode {...props} />
    </Suspense>
  );
}

async function FoundCode({ access, ...asked }: StoreCodeProps) {
  const { scope, can } = access;
  const [link, choice] = await Promise.all([storeCode(scope, asked.store.id), lastChoice(scope)]);
  const may = { write: can("link.write"), upload: can("image.upload") };
  return <CodeCard {...asked} {...{ link, choice, may }} baseUrl={env().BASE_URL} />;
}

type CodeCardProps = Asked & {
  /** Null = it has none yet. */
  link: StoreCodeLink | null;
  choice: PromoteChoice;
  may: { write: boolean; upload: boolean };
  baseUrl: string;
};

function CodeCard({ place, store, link, choice, may, baseUrl }: CodeCardProps) {
  const t = useTranslations("stores.code");
  if (!link)
    return (
      <Card title={t("title")}>
        <div className="grid justify-items-start gap-3 text-sm">
          <p className="text-ink-2">{t(may.write ? "none" : "noneRead")}</p>
          {may.write ? <MakeStoreCode place={place} store={{ id: store.id, name: store.name }} /> : null}
        </div>
      </Card>
    );
  return (
    <Card
      title={t("title")}
      actions={
        <ButtonLink size="sm" href={consolePath(place, "links", link.id)}>
          {t("figures")}
        </ButtonLink>
      }
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
        <p className="text-sm text-ink-2">{t("help")}</p>
        <LinkQr
          {...{ place, choice }}
          mayUpload={may.upload}
          address={`${baseUrl}/s/${link.slug}`}
          link={{ slug: link.slug, channel: link.channel }}
        />
        <PromotePoster place={place} link={{ id: link.id }} />
      </div>
    </Card>
  );
}
