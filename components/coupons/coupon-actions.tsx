"use client";

import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { beginPath } from "@/components/coupons/begin-path";
import { ActionMenu, type ActionMenuItem } from "@/components/ui/action-menu";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { asRoute } from "@/components/ui/link";
import { toast } from "@/components/ui/toast";
import { useResultWords } from "@/components/ui/use-refusal-words";
import { useRunAction } from "@/components/ui/use-run-action";
import { useUndoable } from "@/components/ui/use-undoable";
import { WithMenu } from "@/components/ui/with-menu";
import { changeCouponState, deleteCoupon } from "@/lib/coupons/actions";
import { type CouponChange, mayChange } from "@/lib/coupons/rules/status";
import type { CouponStatus } from "@/lib/coupons/schema";

// A form with all it stands on: a list does not carry it before somebody names a template (UX-15).
const NameTemplate = dynamic(
  () => import("@/components/coupons/name-template").then((part) => part.NameTemplate),
  { ssr: false },
);

type Doing = CouponChange | "delete";
const changes = ["publish", "pause", "resume", "end", "archive", "restore"] as const;
const dangerous: readonly Doing[] = ["end", "delete"];
/** Done at once, since they give nobody anything and can be taken back; the change that does. */
const reversible: Partial<Record<CouponChange, CouponChange>> = { pause: "resume", archive: "restore" };

type CouponActionsProps = {
  coupon: { id: string; name: string; type: string; status: CouponStatus; issued: number };
  where: ActionPlace;
  /** The list of coupons: where the edit page hangs, and where to go after a delete. */
  basePath: string;
  may: { write: boolean; publish: boolean; explain?: boolean };
  /** How many activities and packs give it, where that is known: they stop when it ends. */
  uses?: number;
  /** In a header, where edit is a button of its own. */
  inHeader?: boolean;
};

/** What can be done with a coupon now, each told with its consequences before it happens. */
export function CouponActions({ coupon, where, basePath, may, uses, inHeader = false }: CouponActionsProps) {
  const t = useTranslations("coupons.actions");
  const templates = useTranslations("templates");
  const [doing, setDoing] = useState<Doing | null>(null);
  const [naming, setNaming] = useState(false);
  const { start } = useUndoable(changeCouponState, where);
  const ask = (change: CouponChange) => {
    const couponId = coupon.id;
    const back = reversible[change];
    if (!back) return setDoing(change);
    const said = t(`done.${change}`);
    void start({ input: { couponId, change }, said, back: { couponId, change: back } });
  };
  const items: ActionMenuItem[] = [];
  if (may.write && !inHeader && coupon.status !== "archived") {
    items.push({ key: "edit", label: t("edit"), href: `${basePath}/${coupon.id}/edit` });
  }
  if (may.write) {
    const copy = beginPath(basePath, coupon.type, { copy: coupon.id });
    items.push(
      { key: "copy", label: templates("copy"), href: copy },
      { key: "template", label: templates("saveAs"), onAction: () => setNaming(true) },
    );
  }
  if (may.explain) {
    items.push({ key: "explain", label: t("explain"), href: `${basePath}/diagnose?coupon=${coupon.id}` });
  }
  if (may.publish) {
    for (const change of changes.filter(
      (one) => mayChange(coupon.status, one) && !(one === "publish" && inHeader),
    )) {
      items.push({
        key: change,
        label: t(change),
        danger: change === "end",
        onAction: () => ask(change),
      });
    }
  }
  if (may.write) {
    const disabledReason = coupon.issued > 0 ? t("deleteIssued", { count: coupon.issued }) : undefined;
    items.push({
      key: "delete",
      label: t("delete"),
      danger: true,
      disabledReason,
      onAction: () => setDoing("delete"),
    });
  }
  if (items.length === 0) return null;
  return (
    <>
      <WithMenu menu={<ActionMenu label={t("menu", { name: coupon.name })} items={items} />}>
        {inHeader && may.publish && mayChange(coupon.status, "publish") ? (
          <Button variant="primary" onPress={() => setDoing("publish")}>
            {t("publish")}
          </Button>
        ) : null}
      </WithMenu>
      {naming ? (
        <NameTemplate
          where={where}
          of={{ couponId: coupon.id }}
          name={coupon.name}
          onClose={() => setNaming(false)}
        />
      ) : null}
      {doing ? (
        <ConfirmChange
          coupon={coupon}
          doing={doing}
          where={where}
          basePath={basePath}
          uses={uses}
          onClose={() => setDoing(null)}
          inHeader={inHeader}
        />
      ) : null}
    </>
  );
}

type ConfirmProps = Pick<CouponActionsProps, "coupon" | "where" | "basePath" | "uses" | "inHeader"> & {
  doing: Doing;
  onClose: () => void;
};

function ConfirmChange({ coupon, doing, where, basePath, uses = 0, inHeader, onClose }: ConfirmProps) {
  const t = useTranslations("coupons.actions");
  const router = useRouter();
  const words = useResultWords();
  const change = useRunAction(changeCouponState, where);
  const remove = useRunAction(deleteCoupon, where);
  const confirm = async (): Promise<string | undefined> => {
    const couponId = coupon.id;
    const result =
      doing === "delete"
        ? await remove.run({ couponId }, { quiet: true })
        : await change.run({ couponId, change: doing }, { quiet: true });
    if (!result) return undefined;
    const problem = words(result);
    if (problem) return problem;
    toast.success(t(`done.${doing}`));
    if (doing === "delete" && inHeader) router.push(asRoute(basePath));
    else router.refresh();
    return undefined;
  };
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={t(`confirm.${doing}Title`, { name: coupon.name })}
      confirmLabel={t(doing)}
      danger={dangerous.includes(doing)}
      onConfirm={confirm}
    >
      <div className="grid gap-2">
        <p>{t(`confirm.${doing}Text`)}</p>
        {doing === "end" && uses > 0 ? <p>{t("confirm.endUses", { count: uses })}</p> : null}
        {doing === "end" || doing === "archive" ? (
          <p>{t(`confirm.${doing}Kept`, { count: coupon.issued })}</p>
        ) : null}
      </div>
    </ConfirmDialog>
  );
}
