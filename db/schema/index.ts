// For drizzle-kit only; code imports the slice's own file.
export * from "@/db/schema/accounts";
export * from "@/db/schema/activities";
export * from "@/db/schema/analytics";
export * from "@/db/schema/catalogue";
export * from "@/db/schema/coupons";
export * from "@/db/schema/jobs";
export * from "@/db/schema/members";
export * from "@/db/schema/merchants";
export * from "@/db/schema/notifications";
export * from "@/db/schema/operations";
export * from "@/db/schema/orders";
export * from "@/db/schema/pack-purchases";
export * from "@/db/schema/packs";
export * from "@/db/schema/payments";
export * from "@/db/schema/staff";
export * from "@/db/schema/vouchers";
export * from "@/db/schema/workspace";
