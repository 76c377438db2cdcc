import type { Capability } from "@/lib/platform/auth/permissions";

/** Who may come in where no staff permission is asked: anybody, a signed-in member, a signed-in staff member. */
export type Door = "anybody" | "member" | "signed_in_staff";

/**
 * Every way in and what it asks for. A test walks the pages, actions, queries and routes that exist and fails when
 * one is missing here, or when one answers somebody whom this table refuses.
 */
export const entries = {
  // console: home and frame
  // console: coupons
  // console: activities
  // console: members
  // console: catalogue
  // console: stores and settings
  // sign-in
  // member pages
} as const satisfies Record<string, Capability | Door>;
