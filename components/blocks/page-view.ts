import type { ActivityState } from "@/components/blocks/activity-state";
import type { ActivityPage } from "@/lib/activities/queries/member-pages";
import type { PageGoods, Winner } from "@/lib/activities/queries/page-goods";
import type { PageStore } from "@/lib/activities/queries/page-stores";
import type { Page } from "@/lib/activities/schema/page";
import type { FormAnswer } from "@/lib/platform/form-answer";

/** All that the blocks of a page are drawn from: the decoration, what is true of the activity, and who looks. */
export type PageView = {
  readonly page: Page;
  readonly facts: ActivityPage;
  readonly state: ActivityState;
  readonly merchant: { readonly slug: string; readonly name: string; readonly timeZone: string };
  /** The merchant's open stores; none where the page does not show them. */
  readonly stores: readonly PageStore[];
  /** The products, packs and pictures its blocks name, as far as they can be had. */
  readonly goods: PageGoods;
  /** Who won last, masked; none where the page does not tell. */
  readonly winners: readonly Winner[];
  /** Null = signed out; the phone as it is shown to its owner. */
  readonly member: { readonly phone: string } | null;
  readonly now: Date;
  /** The form's own; a kept page gets another in each answer (platform/page-cache.ts). */
  readonly requestId: string;
  /** What the form begins with. */
  readonly initial: FormAnswer;
  readonly claim: (before: FormAnswer, form: FormData) => Promise<FormAnswer>;
  /** It is a preview, and this its address: what is claimed there is only played. Undefined = it is the page itself. */
  readonly preview?: string;
  /** The page's own address, whole. */
  readonly url: string;
};
