import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { consolePath } from "@/components/merchants/console-path";
import { Banner } from "@/components/ui/banner";
import { PageHeader } from "@/components/ui/page-header";
import { listFrameStores } from "@/lib/merchants/queries";
import { staffGate } from "@/lib/platform/auth/gates";
import { CounterForm } from "./_components/counter-form";

type Props = { params: Promise<{ merchant: string; store?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("orders.counter");
  return { title: t("title") };
}

/** C-75: an order at the counter. */
export default async function NewOrderPage({ params }: Props) {
  const place = await params;
  const { scope } = await staffGate(place, "order.place");
  const [all, t, list] = await Promise.all([
    listFrameStores(scope),
    getTranslations("orders.counter"),
    getTranslations("orders.list"),
  ]);
  const stores = place.store ? all.filter(({ id }) => id === place.store) : all;
  return (
    <>
      <PageHeader title={t("title")} back={{ href: consolePath(place, "orders"), label: list("title") }} />
      {stores.length === 0 ? (
        <Banner tone="warning">{t("noStore")}</Banner>
      ) : (
        <CounterForm place={place} stores={stores} />
      )}
    </>
  );
}
