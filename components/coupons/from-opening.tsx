"use client";

import { useTranslations } from "next-intl";
import { Fragment, type ReactNode, useState } from "react";
import type { StaffAction } from "@/components/ui/action-result";
import { Banner } from "@/components/ui/banner";

type FromOpeningProps<C extends { revision: number }> = {
  /** The coupon as the page has it now; a refusal brings a newer one. */
  coupon: C;
  children: (coupon: C, guard: <T>(action: StaffAction<T>) => StaffAction<T>) => ReactNode;
};

/**
 * A small form of a coupon goes on from what it was opened with. When somebody else saved in the meantime it is refused, and
 * begins anew from what they left: pressing Save once more never writes over what its reader has not seen.
 */
export function FromOpening<C extends { revision: number }>({ coupon, children }: FromOpeningProps<C>) {
  const t = useTranslations("coupons.inline");
  const [opened, setOpened] = useState(coupon);
  const [isRefused, setRefused] = useState(false);
  const [waitsForNewer, setWaiting] = useState(false);
  // One newer version a refusal: what is typed after it is not taken away by whatever else is saved.
  if (waitsForNewer && coupon.revision !== opened.revision) {
    setOpened(coupon);
    setWaiting(false);
  }
  const guard =
    <T,>(action: StaffAction<T>): StaffAction<T> =>
    async (call) => {
      const result = await action(call);
      const isChanged =
        !result.ok && result.kind === "refused" && result.refusal.code === "changed_meanwhile";
      setRefused(isChanged);
      if (!isChanged) return result;
      setWaiting(true);
      return { ok: false, kind: "invalid", errors: [] };
    };
  return (
    <>
      {isRefused ? (
        <div role="alert" className="mb-3">
          <Banner tone="warning">{t("changedMeanwhile")}</Banner>
        </div>
      ) : null}
      <Fragment key={opened.revision}>{children(opened, guard)}</Fragment>
    </>
  );
}
