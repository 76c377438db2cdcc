-- no-transaction
-- Every id of an image, a video or captions in a page, whatever form it has. Dear, so that the index below is asked instead.
create or replace function media_named(page jsonb) returns text[]
  language sql immutable parallel safe cost 10000
  return array(select distinct found[1]
    from regexp_matches(page::text, '((?:img|vid|vtt)_[0-9a-hjkmnp-tv-z]{26})', 'g') as found);
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "activity_page_version_media" ON "activity_page_version" USING gin (media_named(page));
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "coupon_terms_by_image" ON "coupon_terms" USING btree ("merchant_id",(image ->> 'id')) WHERE image is not null;
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "image_held" ON "image" USING btree ("held_at") WHERE held_at is not null;
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "media_file_held" ON "media_file" USING btree ("held_at") WHERE held_at is not null;
