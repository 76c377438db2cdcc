import { readOptions } from "@/bench/options";
import { refuse, runMain } from "@/scripts/progress";

// Measures the product against yardsticks taken in the same run; docs/performance.md says what and how.
runMain(async () => {
  const { what, options } = readOptions(process.argv.slice(2));
  if (what === "claims" && options.profile)
    return await (await import("@/bench/profile-claims")).profileClaims(options);
  if (what === "claims") return await (await import("@/bench/claims")).benchClaims(options);
  if (what === "growth") return await (await import("@/bench/growth")).benchGrowth(options);
  if (what === "pages") return await (await import("@/bench/pages")).benchPages(options);
  if (what === "lists") return await (await import("@/bench/lists")).benchLists(options);
  if (what === "orders") return await (await import("@/bench/orders")).benchOrders(options);
  if (what === "pricing") return await (await import("@/bench/pricing")).benchPricing(options);
  if (what === "packs") return await (await import("@/bench/packs")).benchPacks(options);
  return refuse(
    "Usage: npm run bench -- claims | growth | pages | lists | pricing | orders | packs [--rounds=3] [--seconds=4] [--write]",
  );
});
