import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { consolePath } from "@/components/merchants/console-path";
import type { SearchParams } from "@/components/ui/list-state";
import { listAccountEntries, memberAccountsOf } from "@/lib/members/queries/accounts";
import { listCurrencies } from "@/lib/merchants/queries";
import { MemberBalances } from "../_components/member-balances";
import { MemberFrame } from "../_components/member-frame";
import { type MemberParams, openMember } from "../_components/open-member";

type Props = { params: MemberParams; searchParams: Promise<SearchParams> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("members.detail");
  return { title: t("balances") };
}

export default async function MemberBalancesPage({ params, searchParams }: Props) {
  const { scope, memberId, merchant, place, frame } = await openMember(params);
  const { cursor } = await searchParams;
  const from = typeof cursor === "string" ? cursor : null;
  const [accounts, page, currencies] = await Promise.all([
    memberAccountsOf(scope, memberId),
    listAccountEntries(scope, memberId, { cursor: from }),
    frame.may.adjust ? listCurrencies(scope) : [],
  ]);
  return (
    <MemberFrame {...frame} tab="balances">
      <MemberBalances
        {...{ place, memberId, accounts, page }}
        units={["points", ...currencies]}
        mayAdjust={frame.may.adjust}
        base={consolePath(place, "members", memberId, "balances")}
        cursor={from}
        timeZone={merchant.timeZone}
      />
    </MemberFrame>
  );
}
