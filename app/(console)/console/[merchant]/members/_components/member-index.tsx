import type { ComponentProps } from "react";
import { listGiftCoupons } from "@/lib/members/queries/gifts";
import { listMembers } from "@/lib/members/queries/list";
import { memberFilterOptions } from "@/lib/members/queries/options";
import { GRANT_CAP } from "@/lib/platform/auth/permissions";
import type { Scope } from "@/lib/platform/auth/scope";
import { MemberList } from "./member-list";
import { pageOf, showsSpent } from "./member-list-spec";

type MemberIndexProps = Omit<ComponentProps<typeof MemberList>, "page" | "options" | "gifts"> & {
  scope: Scope;
};

/** C-60: reads the page of the list that its address asks for. */
export async function MemberIndex({ scope, ...asked }: MemberIndexProps) {
  const { list, filter, can } = asked;
  const [page, options, coupons] = await Promise.all([
    listMembers(scope, { ...filter, ...pageOf(list.state), withSpent: showsSpent(list) }),
    memberFilterOptions(scope),
    can("coupon.grant") ? listGiftCoupons(scope) : null,
  ]);
  const most = (scope.role && GRANT_CAP[scope.role]) || 1;
  const gifts = coupons && { coupons: coupons.map(({ id, name }) => ({ id, name })), most };
  return <MemberList {...{ ...asked, page, options, gifts }} />;
}
