import { describe, expect, it } from "vitest";
import en from "@/messages/en/catalogue.json";
import zh from "@/messages/zh-CN/catalogue.json";
import { guessColumns } from "./guess-columns";

describe("the columns of a file of products", () => {
  it("are known by the headers of our own export and template, in both languages", () => {
    for (const { products, product, import: words } of [en, zh]) {
      const { name, categories, price, onOffer, stores } = products;
      expect(guessColumns([name, product.sku, categories, price, onOffer, stores], ["HKD"])).toEqual({
        ...{ sku: 1, name: 0, categories: 2, stores: 5, price: 3, offers: 4, prices: [] },
      });
      const { fields } = words;
      const template = [fields.sku, fields.name, fields.categories, fields.stores];
      const inYen = fields.priceIn.replace("{currency}", "JPY");
      expect(guessColumns([...template, inYen, fields.offers], ["HKD", "JPY"])).toEqual({
        ...{ sku: 0, name: 1, categories: 2, stores: 3, price: null, offers: 5 },
        prices: [{ currency: "JPY", column: 4 }],
      });
    }
  });

  it("of prices go by their currency, and are left open where no header says what they are", () => {
    const header = ["Code", "Price (HKD)", "USD", "Weight"];
    expect(guessColumns(header, ["HKD", "USD", "JPY"])).toEqual({
      ...{ sku: 0, name: null, categories: null, stores: null, price: null, offers: null },
      prices: [
        { currency: "HKD", column: 1 },
        { currency: "USD", column: 2 },
      ],
    });
  });
});
