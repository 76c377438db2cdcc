-- safe: the version before names its columns when it counts visits, and these are not among them.
ALTER TABLE "link_day" DROP COLUMN IF EXISTS "own_claims", DROP COLUMN IF EXISTS "own_orders";
