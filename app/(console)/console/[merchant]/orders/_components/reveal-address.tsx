"use client";

import { Eye } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { useRunAction } from "@/components/ui/use-run-action";
import { revealAddress } from "@/lib/orders/actions/desk";

type RevealAddressProps = { place: ActionPlace; orderId: string };

/** Where an order is delivered: hidden until it is looked at, which is written down (S-38). */
export function RevealAddress({ place, orderId }: RevealAddressProps) {
  const t = useTranslations("orders.aside");
  const { run, pending } = useRunAction(revealAddress, place);
  const [shown, setShown] = useState<{ address: string | null } | null>(null);
  const reveal = async () => {
    const result = await run({ orderId });
    if (result?.ok) setShown(result.value);
  };
  return (
    <span className="grid justify-items-start gap-1" aria-live="polite">
      {shown?.address ? (
        <>
          <span className="whitespace-pre-line wrap-anywhere">{shown.address}</span>
          <CopyButton size="sm" text={shown.address} label={t("copyAddress")} />
        </>
      ) : shown ? (
        <span className="text-ink-2">{t("addressGone")}</span>
      ) : (
        <>
          <Button size="sm" isPending={pending} onPress={() => void reveal()}>
            <Eye aria-hidden="true" />
            {t("showAddress")}
          </Button>
          <span className="text-xs text-ink-2">{t("showAddressHelp")}</span>
        </>
      )}
    </span>
  );
}
