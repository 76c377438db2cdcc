"use client";

import { Drawer } from "@heroui/react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { asRoute } from "@/components/ui/link";
import { TextField } from "@/components/ui/text-field";
import { useResultWords } from "@/components/ui/use-refusal-words";
import { useRunAction } from "@/components/ui/use-run-action";
import { revokeVoucher } from "@/lib/orders/actions/desk";

type RecordDrawerProps = {
  title: string;
  /** The list as it was: where closing leads. */
  listHref: string;
  children: ReactNode;
};

/** One record beside its list; closed, the list is where it was. */
export function RecordDrawer({ title, listHref, children }: RecordDrawerProps) {
  const router = useRouter();
  return (
    <Drawer.Backdrop
      isOpen
      onOpenChange={(open) => (open ? undefined : router.push(asRoute(listHref), { scroll: false }))}
    >
      <Drawer.Content placement="right">
        <Drawer.Dialog className="h-full w-[520px] max-w-[96vw] rounded-none bg-raised">
          <Drawer.CloseTrigger />
          <Drawer.Header>
            <Drawer.Heading className="pr-8 text-lg font-semibold wrap-anywhere">{title}</Drawer.Heading>
          </Drawer.Header>
          <Drawer.Body className="grid content-start gap-5 text-sm text-ink">{children}</Drawer.Body>
        </Drawer.Dialog>
      </Drawer.Content>
    </Drawer.Backdrop>
  );
}

type RevokeRecordProps = { place: ActionPlace; voucherId: string; coupon: string };

/** Takes one member's copy back, with the reason that stands in its history. */
export function RevokeRecord({ place, voucherId, coupon }: RevokeRecordProps) {
  const t = useTranslations("coupons.record");
  const words = useResultWords();
  const { run } = useRunAction(revokeVoucher, place);
  const [note, setNote] = useState("");
  return (
    <ConfirmDialog
      danger
      title={t("revokeTitle", { name: coupon })}
      confirmLabel={t("revoke")}
      trigger={<Button variant="danger">{t("revokeOpen")}</Button>}
      onConfirm={async () => {
        const result = await run({ voucherId, note }, { quiet: true, success: t("revoked") });
        return result && !result.ok ? words(result) : null;
      }}
    >
      <div className="grid gap-3">
        <p>{t("revokeText")}</p>
        <TextField
          label={t("reason")}
          help={t("reasonHelp")}
          value={note}
          onChange={setNote}
          maxLength={500}
        />
      </div>
    </ConfirmDialog>
  );
}
