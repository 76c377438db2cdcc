import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { consolePath } from "@/components/merchants/console-path";
import type { SearchParams } from "@/components/ui/list-state";
import { listOrders } from "@/lib/orders/queries/orders";
import { MemberFrame } from "../_components/member-frame";
import { MemberOrders } from "../_components/member-orders";
import { type MemberParams, openMember } from "../_components/open-member";

type Props = { params: MemberParams; searchParams: Promise<SearchParams> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("members.detail");
  return { title: t("orders") };
}

export default async function MemberOrdersPage({ params, searchParams }: Props) {
  const { scope, memberId, merchant, place, frame } = await openMember(params);
  const { cursor } = await searchParams;
  const from = typeof cursor === "string" ? cursor : null;
  const page = await listOrders(scope, { memberId, cursor: from });
  return (
    <MemberFrame {...frame} tab="orders">
      <MemberOrders
        base={consolePath(place, "members", memberId, "orders")}
        ordersPath={consolePath(place, "orders")}
        page={page}
        cursor={from}
        timeZone={merchant.timeZone}
      />
    </MemberFrame>
  );
}
