/** Every namespace of words. A new one: the file in both languages, and a line here. */
export const namespaces = [
  "common",
  "frame",
  "workspace",
  "ui",
  "refusals",
  "ticket",
  "coupons",
  "coupon-data",
  "activities",
  "audience",
  "home",
  "members",
  "organise",
  "catalogue",
  "settings",
  "stores",
  "jobs",
  "chart",
  "auth",
  "member",
  "activity-page",
] as const;

/** Namespaces that only member pages use; they translate on the server, so the console need not carry them. */
export const memberOnly: readonly string[] = ["auth", "member", "activity-page"];
