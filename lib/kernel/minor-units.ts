/** Currencies whose minor unit has not two decimals, by how many it has (see currencies.ts). */
const others: Readonly<Record<number, string>> = {
  0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF",
  3: "BHD IQD JOD KWD LYD OMR TND",
};

/** How many decimals the minor units of the currencies have that have not two. */
export const otherDecimals: ReadonlyMap<string, number> = new Map(
  Object.entries(others).flatMap(([decimals, list]) =>
    list.split(" ").map((code): [string, number] => [code, Number(decimals)]),
  ),
);

/** How many decimals the currency's minor unit has by ISO 4217: 0 for JPY, 2 for USD and HUF, 3 for KWD. 2 for a code it does not know. */
export function currencyDecimals(currency: string): number {
  return otherDecimals.get(currency) ?? 2;
}
