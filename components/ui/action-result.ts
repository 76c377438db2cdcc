import type { ActionCall, ActionResult } from "@/lib/platform/action";

export type { ActionResult };

/** Where the caller stands: the merchant's slug and, in a store view, the store. */
export type ActionPlace = Omit<ActionCall, "input">;

/** A server action made by `staffAction`, as the browser calls it. */
export type StaffAction<T> = (call: ActionCall) => Promise<ActionResult<T>>;
