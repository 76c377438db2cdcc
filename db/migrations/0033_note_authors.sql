-- no-transaction
ALTER TABLE "member_remark" ADD COLUMN IF NOT EXISTS "written_by" text;
--> statement-breakpoint
-- safe: notes are as old as a day and few, each finds its entry of the log by its member, and only they are touched.
UPDATE "member_remark" r SET "written_by" = a."actor_id"
FROM "audit_entry" a
WHERE a."merchant_id" = r."merchant_id" AND a."object_type" = 'member' AND a."object_id" = r."member_id"
  AND a."action" = 'member.note' AND a."after" ->> 'remarkId' = r."id" AND r."written_by" IS NULL;
