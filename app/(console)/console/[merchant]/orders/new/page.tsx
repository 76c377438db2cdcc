import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { consolePath } from "@/components/merchants/console-path";
import { Banner } from "@/components/ui/banner";
import { PageHeader } from "@/components/ui/page-header";
import { DraftForm } from "@/components/workspace/draft-form";
import { DraftList } from "@/components/workspace/draft-list";
import { listFloorStores } from "@/lib/merchants/queries";
import { staffGate } from "@/lib/platform/auth/gates";
import { listDrafts } from "@/lib/workspace/queries";
import { CounterForm } from "./_components/counter-form";
import { openCounter } from "./_components/open-counter";

type Props = {
  params: Promise<{ merchant: string; store?: string }>;
  searchParams: Promise<{ draft?: string }>;
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("orders.counter");
  return { title: t("title") };
}

/** C-75: an order at the counter. */
export default async function NewOrderPage({ params, searchParams }: Props) {
  const place = await params;
  const { scope, merchant } = await staffGate(place, "order.place");
  const { values, draft } = await openCounter(scope, searchParams);
  const [stores, drafts, t, list] = await Promise.all([
    listFloorStores(scope),
    draft.savedAt ? [] : listDrafts(scope, "order"),
    getTranslations("orders.counter"),
    getTranslations("orders.list"),
  ]);
  return (
    <>
      <PageHeader title={t("title")} back={{ href: consolePath(place, "orders"), label: list("title") }} />
      {stores.length === 0 ? (
        <Banner tone="warning">{t("noStore")}</Banner>
      ) : (
        <>
          <DraftList
            kind="order"
            drafts={drafts}
            where={place}
            timeZone={merchant.timeZone}
            hrefOf={({ id }) => `${consolePath(place, "orders", "new")}?draft=${id}`}
          />
          <DraftForm draft={draft}>
            <CounterForm {...{ place, stores, values, draft }} />
          </DraftForm>
        </>
      )}
    </>
  );
}
