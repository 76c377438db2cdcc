import { z } from "zod";
import { defineJob } from "@/lib/platform/jobs";
import { reconcileCounters } from "@/lib/risk/reconcile-counters";
import { positionSchema } from "@/lib/risk/schema";
import { watchBudgets } from "@/lib/risk/watch-budgets";

/** Of ten minutes, one at most goes into the round through everything. */
const BUDGET_MS = 60_000;

/** Asks every ten minutes whether the counters equal their history (I-1, I-2, I-3, I-5, I-12, I-15, I-26). */
export const reconcileJob = defineJob({
  name: "risk.reconcile",
  input: z.object({ from: positionSchema.default(null) }),
  cron: "*/10 * * * *",
  handle: async ({ from }, signal) => ({
    from: await reconcileCounters({ from, budgetMs: BUDGET_MS, signal }),
  }),
});

/** Looks every minute whether budgets have reached 80 % or 100 % (C20). */
export const budgetJob = defineJob({
  name: "risk.budgets",
  input: z.object({}),
  cron: "* * * * *",
  handle: async () => {
    await watchBudgets();
    return {};
  },
});
