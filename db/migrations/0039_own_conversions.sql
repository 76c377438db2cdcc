ALTER TABLE "link_conversion" ADD COLUMN "is_own" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "link_conversion" ADD COLUMN "refunded_minor" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "link_conversion" ADD COLUMN "is_gone" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "link_day" ADD COLUMN "own_claims" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "link_day" ADD COLUMN "own_orders" bigint DEFAULT 0 NOT NULL;