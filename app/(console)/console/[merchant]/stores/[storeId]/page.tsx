import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getStore } from "@/lib/merchants/queries";
import { listStoreStaff } from "@/lib/merchants/queries/staff";
import { staffGate } from "@/lib/platform/auth/gates";
import { EditStore } from "../_components/edit-store";
import { StoreCode } from "../_components/store-code";
import { StoreFigures } from "../_components/store-figures";
import { StoreHeader } from "../_components/store-header";
import { StoreStaff } from "../_components/store-staff";
import { StoreSummary } from "../_components/store-summary";

type Props = { params: Promise<{ merchant: string; storeId: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { merchant, storeId } = await params;
  const { scope } = await staffGate({ merchant }, "store.read");
  return { title: (await getStore(scope, storeId))?.name };
}

export default async function StorePage({ params }: Props) {
  const { merchant, storeId } = await params;
  const place = { merchant };
  const access = await staffGate(place, "store.read");
  const { scope, can } = access;
  const [store, people] = await Promise.all([
    getStore(scope, storeId),
    can("staff.manage") ? listStoreStaff(scope, storeId) : null,
  ]);
  if (!store) notFound();
  return (
    <>
      <StoreHeader place={place} store={store} mayWrite={can("store.write")} />
      <StoreFigures {...{ scope, store }} />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 lg:grid-cols-[minmax(0,720px)_320px]">
        {can("store.write") ? <EditStore {...{ scope, place, store }} /> : <StoreSummary store={store} />}
        {people ? <StoreStaff place={place} people={people} /> : null}
        <StoreCode {...{ place, store, access }} />
      </div>
    </>
  );
}
