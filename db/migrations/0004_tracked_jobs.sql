CREATE TABLE "job_file_part" (
	"merchant_id" text NOT NULL,
	"file_id" text NOT NULL,
	"part" integer NOT NULL,
	"data" "bytea" NOT NULL,
	CONSTRAINT "job_file_part_merchant_id_file_id_part_pk" PRIMARY KEY("merchant_id","file_id","part")
);
--> statement-breakpoint
CREATE TABLE "job_file" (
	"merchant_id" text NOT NULL,
	"id" text NOT NULL,
	"job_id" text,
	"role" text NOT NULL,
	"name" text NOT NULL,
	"type" text NOT NULL,
	"bytes" bigint DEFAULT 0 NOT NULL,
	"completed_at" timestamp (3) with time zone,
	"created_by" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "job_file_merchant_id_id_pk" PRIMARY KEY("merchant_id","id")
);
--> statement-breakpoint
CREATE TABLE "job" (
	"merchant_id" text NOT NULL,
	"id" text NOT NULL,
	"kind" text NOT NULL,
	"capability" text NOT NULL,
	"title" jsonb NOT NULL,
	"status" text DEFAULT 'queued' NOT NULL,
	"total" bigint,
	"done" bigint DEFAULT 0 NOT NULL,
	"input" jsonb NOT NULL,
	"place" jsonb,
	"result" jsonb,
	"error" text,
	"tries" integer DEFAULT 0 NOT NULL,
	"request_id" text NOT NULL,
	"actor_type" text NOT NULL,
	"created_by" text,
	"store_id" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"cancel_requested_at" timestamp (3) with time zone,
	CONSTRAINT "job_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "job_done" CHECK ("job"."done" >= 0 and "job"."total" >= 0),
	CONSTRAINT "job_over" CHECK (("job"."finished_at" is not null) = ("job"."status" in ('done', 'failed', 'cancelled')))
);
--> statement-breakpoint
ALTER TABLE "job_file_part" ADD CONSTRAINT "job_file_part_merchant_id_file_id_job_file_merchant_id_id_fk" FOREIGN KEY ("merchant_id","file_id") REFERENCES "public"."job_file"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "job_file" ADD CONSTRAINT "job_file_merchant_id_merchant_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "job_file" ADD CONSTRAINT "job_file_merchant_id_job_id_job_merchant_id_id_fk" FOREIGN KEY ("merchant_id","job_id") REFERENCES "public"."job"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "job" ADD CONSTRAINT "job_merchant_id_merchant_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "job_file_by_job" ON "job_file" USING btree ("merchant_id","job_id");--> statement-breakpoint
CREATE INDEX "job_file_by_expiry" ON "job_file" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "job_once" ON "job" USING btree ("merchant_id",coalesce("created_by", ''),"kind","request_id");--> statement-breakpoint
CREATE INDEX "job_active" ON "job" USING btree ("merchant_id","id") WHERE status in ('queued', 'running');--> statement-breakpoint
CREATE INDEX "job_failed" ON "job" USING btree ("merchant_id","id") WHERE status = 'failed';--> statement-breakpoint
CREATE INDEX "job_by_expiry" ON "job" USING btree ("expires_at");