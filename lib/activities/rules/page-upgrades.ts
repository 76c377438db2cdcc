import { PAGE_VERSION, type Page, pageSchema } from "@/lib/activities/schema/page";

/** Makes a page of form `from` one of the next. */
export type Upgrade = {
  readonly from: number;
  readonly apply: (page: Record<string, unknown>) => Record<string, unknown>;
};

/** The steps from each older form to the next, in their order; whoever changes the form adds one. */
const upgrades: readonly Upgrade[] = [
  // Form 2 has texts in several languages; one of form 1 says everything in the merchant's own.
  { from: 1, apply: (page) => page },
  // Form 3 plays videos on the page; a video of form 2 stays a picture that leads to where it is played.
  { from: 2, apply: (page) => page },
];

/**
 * A page in the newest form that `steps` lead to, whatever form it was stored in: each step is taken once, in order, and
 * a page that is there already stays as it is, so doing it twice is doing it once. What is no page is given back as it is.
 */
export function upgradeWith(steps: readonly Upgrade[], page: unknown): unknown {
  if (typeof page !== "object" || page === null || Array.isArray(page)) return page;
  let current: Record<string, unknown> = { ...page };
  for (const step of steps) {
    if (current.version === step.from) current = { ...step.apply(current), version: step.from + 1 };
  }
  return current;
}

/** A stored page as it can be rendered and edited now; null = it is no page, not even brought forward. */
export function readPage(stored: unknown): Page | null {
  const parsed = pageSchema.safeParse(upgradeWith(upgrades, stored));
  return parsed.success ? parsed.data : null;
}

/** Whether the steps lead from form 1 to the present one without a gap. */
export function upgradesAreWhole(steps: readonly Upgrade[] = upgrades, target = PAGE_VERSION): boolean {
  return steps.length === target - 1 && steps.every((step, at) => step.from === at + 1);
}
