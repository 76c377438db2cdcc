import type { ComponentProps } from "react";
import { listMembers } from "@/lib/members/queries/list";
import { memberFilterOptions } from "@/lib/members/queries/options";
import { GRANT_CAP } from "@/lib/platform/auth/permissions";
import type { Scope } from "@/lib/platform/auth/scope";
import { MemberList } from "./member-list";
import { pageOf, showsSpent } from "./member-list-spec";

type MemberIndexProps = Omit<ComponentProps<typeof MemberList>, "page" | "options" | "mostOfGift"> & {
  scope: Scope;
};

/** C-60: reads the page of the list that its address asks for. */
export async function MemberIndex({ scope, ...asked }: MemberIndexProps) {
  const { list, filter } = asked;
  const [page, options] = await Promise.all([
    listMembers(scope, { ...filter, ...pageOf(list.state), withSpent: showsSpent(list) }),
    memberFilterOptions(scope),
  ]);
  const mostOfGift = (scope.role && GRANT_CAP[scope.role]) || 1;
  return <MemberList {...{ ...asked, page, options, mostOfGift }} />;
}
