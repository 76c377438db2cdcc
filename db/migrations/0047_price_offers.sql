ALTER TABLE "product_price" ADD COLUMN "on_offer" boolean DEFAULT false NOT NULL;
