import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { PlainLink } from "@/components/ui/plain";
import type { Page } from "@/lib/activities/schema/page";
import { WonHead } from "./won-head";

type WonBodyProps = {
  activity: string;
  /** How many coupons were won. */
  count: number;
  page: Page;
  /** Where it leads: to all that was won here, and to the page again. */
  paths: { readonly prizes: string; readonly again: string };
  /** What was won. */
  children: ReactNode;
  /** Whether the page may name who won, where it names anybody. */
  tell: ReactNode;
};

/** What a member sees who has just won; the same on their page and where a page is looked at before it is there. */
export function WonBody({ activity, count, page, paths, children, tell }: WonBodyProps) {
  const t = useTranslations("activity-page.won");
  return (
    <>
      <WonHead activity={activity} count={count} page={page} />
      <div className="won-in grid gap-3">{children}</div>
      {tell}
      <PlainLink href={paths.prizes} variant="secondary" block>
        {t("mine")}
      </PlainLink>
      <PlainLink href={paths.again} variant="ghost" block>
        {t("again")}
      </PlainLink>
    </>
  );
}

/** The one button in the thumb's reach: to the coupons. */
export function WonBar({ wallet }: { wallet: string }) {
  const t = useTranslations("activity-page.won");
  return (
    <PlainLink href={wallet} variant="primary" block>
      {t("view")}
    </PlainLink>
  );
}
