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
  "templates",
  "coupon-giving",
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
  "mail",
  "staff",
  "account",
  "audit",
  "brand",
] as const;

/** Namespaces that only the server translates: the pages of members and of sign-in, and mail. The console need not carry them. */
export const memberOnly: readonly string[] = ["auth", "member", "activity-page", "mail"];
