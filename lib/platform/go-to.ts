import type { Route } from "next";
import { redirect } from "next/navigation";

/** Leads on to an address of this site that was put together at run time. */
export function goTo(path: string): never {
  redirect(path as Route);
}
