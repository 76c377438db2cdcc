import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FindMember } from "@/components/members/find-member";
import { StaffHome } from "@/components/merchants/staff-home";
import type { SearchParams } from "@/components/ui/list-state";
import { PageHeader } from "@/components/ui/page-header";
import { RoomWords } from "@/components/ui/room-words";
import { frameStore } from "@/lib/merchants/queries";
import { staffGate } from "@/lib/platform/auth/gates";
import { askedRange } from "./_components/asked-range";
import { loadHome } from "./_components/load-home";
import { placeZone } from "./_components/place-zone";

type Props = {
  params: Promise<{ merchant: string; store?: string }>;
  searchParams: Promise<SearchParams>;
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("home");
  return { title: t("title") };
}

export default async function HomePage({ params, searchParams }: Props) {
  const place = await params;
  const access = await staffGate(place, "home.read");
  const { scope, merchant, staff, can } = access;
  const store = place.store ? await frameStore(scope, place.store) : null;
  const name = store?.name ?? merchant.name;
  if (!can("coupon.read")) {
    const t = await getTranslations("home");
    return (
      <RoomWords of="home">
        <PageHeader title={t("title")} meta={t("of", { name })} />
        <div className="max-w-[560px]">
          <FindMember place={place} />
        </div>
      </RoomWords>
    );
  }
  const timeZone = await placeZone(access);
  const { range, today } = await askedRange(scope, { asked: await searchParams, timeZone, byHour: true });
  const home = await loadHome(access, range, timeZone);
  const { currency } = merchant;
  return (
    <RoomWords of="home">
      <StaffHome {...{ place, name, can, range, today, timeZone, currency, staff }} {...home} />
    </RoomWords>
  );
}
