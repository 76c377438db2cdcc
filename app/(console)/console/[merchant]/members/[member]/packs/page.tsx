import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { consolePath } from "@/components/merchants/console-path";
import type { SearchParams } from "@/components/ui/list-state";
import { listPurchases } from "@/lib/packs/queries/purchases";
import { MemberFrame } from "../_components/member-frame";
import { MemberPacks } from "../_components/member-packs";
import { type MemberParams, openMember } from "../_components/open-member";

type Props = { params: MemberParams; searchParams: Promise<SearchParams> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("members.detail");
  return { title: t("packs") };
}

export default async function MemberPacksPage({ params, searchParams }: Props) {
  const { scope, memberId, merchant, place, frame } = await openMember(params);
  const { cursor } = await searchParams;
  const from = typeof cursor === "string" ? cursor : null;
  const page = await listPurchases(scope, { memberId, cursor: from });
  return (
    <MemberFrame {...frame} tab="packs">
      <MemberPacks
        base={consolePath(place, "members", memberId, "packs")}
        ordersPath={consolePath(place, "pack-orders")}
        page={page}
        cursor={from}
        timeZone={merchant.timeZone}
      />
    </MemberFrame>
  );
}
