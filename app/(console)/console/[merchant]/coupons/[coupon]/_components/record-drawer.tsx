"use client";

import { Drawer } from "@heroui/react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { RevokeVoucher } from "@/components/orders/revoke-voucher";
import type { ActionPlace } from "@/components/ui/action-result";
import { asRoute } from "@/components/ui/link";
import { toast } from "@/components/ui/toast";

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

/** Takes the record's copy back: the drawer then says that it is cancelled, and why. */
export function RevokeRecord({ place, voucherId, coupon }: RevokeRecordProps) {
  const t = useTranslations("redeem");
  return (
    <RevokeVoucher {...{ place, voucherId }} name={coupon} onDone={() => toast.success(t("revokedText"))} />
  );
}
