/** One thing that the bell tells, in words, with the page that shows it. */
export type Notice = {
  readonly id: string;
  readonly kind: "alert" | "approval" | "stock" | "done" | "failed";
  readonly text: string;
  readonly href: string;
  /** Null = it is so now, and nobody knows since when. */
  readonly at: string | null;
  readonly time: string;
  readonly isNew: boolean;
};

/** What the bell tells, by day, the newest first. */
export type Notices = {
  readonly unread: number;
  /** The beginning of the newest; null = nothing has one. */
  readonly until: string | null;
  readonly groups: readonly { readonly day: string; readonly notices: readonly Notice[] }[];
};
