"use client";

import { Share2 } from "lucide-react";
import dynamic from "next/dynamic";
import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import type { ButtonVariant } from "@/components/ui/button-variants";

const PromoteDialog = dynamic(
  () => import("@/components/links/promote-dialog").then((part) => part.PromoteDialog),
  { ssr: false },
);

/** What is promoted: an activity, a pack that is sold, or the pages on which a coupon is to be had. */
export type Promoted =
  | { readonly activityId: string }
  | { readonly packId: string }
  | { readonly couponId: string };

type PromoteButtonProps = {
  place: ActionPlace;
  promoted: Promoted;
  mayWrite: boolean;
  variant?: ButtonVariant;
  /** Beside another on the same page, which is the one that an address opens. */
  isSecond?: boolean;
  children?: ReactNode;
};

/** C-18: opens the promote dialog, which an address with `?promote=1` opens by itself, and `?promote=on-site` at that tab. */
export function PromoteButton(props: PromoteButtonProps) {
  const { place, promoted, mayWrite, variant, isSecond = false, children } = props;
  const t = useTranslations("links");
  const asked = useSearchParams().get("promote");
  const [isOpen, setOpen] = useState((asked === "1" || asked === "on-site") && !isSecond);
  return (
    <>
      <Button variant={variant} onPress={() => setOpen(true)}>
        <Share2 aria-hidden="true" />
        {children ?? t("promote")}
      </Button>
      {isOpen ? (
        <PromoteDialog
          {...{ place, promoted, mayWrite }}
          firstTab={asked === "on-site" ? "onSite" : "link"}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  );
}
