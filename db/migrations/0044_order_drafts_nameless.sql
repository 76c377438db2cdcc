-- Drafts of orders were kept with the member's name before it was left out of them, sealed, so that no statement can take
-- it out (I-28).
-- safe: a person has twenty at most, each is an order not placed yet, and whoever types on in one is told.
DELETE FROM "draft" WHERE "kind" = 'order';
