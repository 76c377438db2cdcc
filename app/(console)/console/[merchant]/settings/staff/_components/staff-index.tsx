import type { ComponentProps } from "react";
import { ListLater } from "@/components/workspace/list-later";
import { listStaff } from "@/lib/merchants/queries/staff";
import type { Scope } from "@/lib/platform/auth/scope";
import { StaffList } from "./staff-list";
import { staffQuery } from "./staff-state";

type StaffIndexProps = Omit<ComponentProps<typeof StaffList>, "page"> & { scope: Scope };

/** C-122: reads the page of the list that its address asks for. */
export function StaffIndex({ scope, ...asked }: StaffIndexProps) {
  const { list } = asked;
  return (
    <ListLater path={list.basePath} columns={6} load={() => listStaff(scope, staffQuery(list.state))}>
      {(page) => <StaffList {...asked} page={page} />}
    </ListLater>
  );
}
