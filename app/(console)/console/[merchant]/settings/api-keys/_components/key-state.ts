import type { ListSpec } from "@/components/ui/list-state";

/** What the address of the list of keys may say. */
export const keyListSpec = {
  filters: { status: ["over"] },
  sorts: ["created"],
  defaultSort: "-created",
  views: { good: {}, over: { status: ["over"] } },
} satisfies ListSpec;
