import { type ImportField, importFields, type ProductMapping } from "@/lib/catalogue/schema";

/** What each field's column may be called, in the languages of the console and by what other systems write. */
const names: Readonly<Record<ImportField, readonly string[]>> = {
  sku: ["sku", "article number", "item number", "code", "货号", "编码", "商品编码"],
  name: ["name", "product", "title", "名称", "商品", "商品名称"],
  categories: ["categories", "category", "分类", "类别"],
  stores: ["stores", "store", "sold in", "门店", "销售门店", "在售门店"],
  price: ["price", "prices", "价格", "售价"],
  offers: ["on offer", "offer", "promotion", "促销价", "促销", "特价"],
};

/** "Price HKD", "HKD price", "HKD", "Price (HKD)", "价格 HKD": a price in that currency. */
function isPriceIn(currency: string, header: string): boolean {
  const rest = header.replace(currency.toLowerCase(), "");
  return (
    rest !== header && ["", ...names.price, "price in"].includes(rest.replace(/[()（）:：]/g, "").trim())
  );
}

/** The column of each field, as far as the header's words tell; a price without a currency is the merchant's own. */
export function guessColumns(header: readonly string[], currencies: readonly string[]): ProductMapping {
  const plain = header.map((cell) => cell.trim().toLowerCase());
  const found = (field: ImportField) => {
    const at = plain.findIndex((cell) => names[field].includes(cell));
    return at < 0 ? null : at;
  };
  const [sku, name, categories, stores, price, offers] = importFields.map(found);
  const prices = currencies.flatMap((currency) => {
    const column = plain.findIndex((cell) => isPriceIn(currency, cell));
    return column < 0 ? [] : [{ currency, column }];
  });
  return {
    ...{ sku: sku ?? null, name: name ?? null, categories: categories ?? null },
    ...{ stores: stores ?? null, price: price ?? null, offers: offers ?? null, prices },
  };
}
