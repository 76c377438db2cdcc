"use client";

import dynamic from "next/dynamic";
import { useRouter, useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ActionMenu, type ActionMenuItem } from "@/components/ui/action-menu";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast";
import { useResultWords } from "@/components/ui/use-refusal-words";
import { useRunAction } from "@/components/ui/use-run-action";
import { useUndoable } from "@/components/ui/use-undoable";
import { WithMenu } from "@/components/ui/with-menu";
import { changePackState } from "@/lib/packs/actions";
import { mayChange } from "@/lib/packs/rules/status";
import type { PackChange, PackStatus, PackType } from "@/lib/packs/schema";

// A form with all it stands on: a list does not carry it before somebody gives a pack (UX-15).
const GiftPack = dynamic(() => import("@/components/packs/gift-pack").then((part) => part.GiftPack), {
  ssr: false,
});

const changes = ["publish", "pause", "resume", "archive", "restore"] as const;
/** Done at once, since they give nobody anything and can be taken back; the change that does. */
const reversible: Partial<Record<PackChange, PackChange>> = { pause: "resume", archive: "restore" };

type PackActionsProps = {
  pack: { id: string; name: string; type: PackType; status: PackStatus };
  where: ActionPlace;
  /** The list of packs. */
  basePath: string;
  /** The most that this person may give at once; 0 = none. */
  mayGive: number;
  may: { write: boolean };
  /** Whether it has a link and a QR code that this person may see. */
  isPromoted?: boolean;
  inHeader?: boolean;
};

/**
 * What can be done with a pack now, each told with its consequences before it happens (K8). On its own page an address with
 * `?gift=1` opens the gift by itself.
 */
export function PackActions(props: PackActionsProps) {
  const { pack, where, basePath, may, mayGive, isPromoted = false, inHeader = false } = props;
  const t = useTranslations("packs.actions");
  const [doing, setDoing] = useState<PackChange | null>(null);
  const canGive = mayGive > 0 && !["draft", "archived", "paused"].includes(pack.status);
  const isAsked = useSearchParams().get("gift") === "1";
  const [giving, setGiving] = useState(inHeader && canGive && isAsked);
  const endGiving = () => {
    setGiving(false);
    // Whoever comes back to this page does not mean to give again.
    if (isAsked && inHeader) window.history.replaceState(null, "", window.location.pathname);
  };
  const { start } = useUndoable(changePackState, where);
  const ask = (change: PackChange) => {
    const packId = pack.id;
    const back = reversible[change];
    if (!back) return setDoing(change);
    const input = { packId, change };
    void start({ input, said: t(`done.${change}`), back: { packId, change: back } });
  };
  const path = `${basePath}/${pack.id}`;
  const items: ActionMenuItem[] = [];
  if (may.write && !inHeader && pack.status !== "archived") {
    items.push({ key: "edit", label: t("edit"), href: `${path}/edit` });
  }
  if (!inHeader) items.push({ key: "details", label: t("details"), href: path });
  if (isPromoted && !inHeader) {
    items.push({ key: "promote", label: t("promote"), href: `${path}?promote=1` });
  }
  if (canGive && !inHeader) items.push({ key: "give", label: t("give"), onAction: () => setGiving(true) });
  if (may.write) {
    items.push({ key: "copy", label: t("copy"), href: `${basePath}/new/${pack.type}?copy=${pack.id}` });
    for (const change of changes.filter((one) => mayChange(pack.status, one))) {
      if (change === "publish" && inHeader) continue;
      items.push({ key: change, label: t(change), onAction: () => ask(change) });
    }
  }
  return (
    <>
      <WithMenu
        menu={items.length > 0 ? <ActionMenu label={t("menu", { name: pack.name })} items={items} /> : null}
      >
        {inHeader && canGive ? (
          <Button variant="primary" onPress={() => setGiving(true)}>
            {t("give")}
          </Button>
        ) : null}
        {inHeader && may.write && pack.status === "draft" ? (
          <Button variant="primary" onPress={() => setDoing("publish")}>
            {t("publish")}
          </Button>
        ) : null}
      </WithMenu>
      {giving ? <GiftPack pack={pack} where={where} path={path} most={mayGive} onClose={endGiving} /> : null}
      {doing ? (
        <ConfirmChange pack={pack} doing={doing} where={where} onClose={() => setDoing(null)} />
      ) : null}
    </>
  );
}

type ConfirmProps = Pick<PackActionsProps, "pack" | "where"> & { doing: PackChange; onClose: () => void };

function ConfirmChange({ pack, doing, where, onClose }: ConfirmProps) {
  const t = useTranslations("packs.actions");
  const router = useRouter();
  const words = useResultWords();
  const { run } = useRunAction(changePackState, where);
  const confirm = async (): Promise<string | undefined> => {
    const result = await run({ packId: pack.id, change: doing }, { quiet: true });
    if (!result) return undefined;
    const problem = words(result);
    if (problem) return problem;
    toast.success(t(`done.${doing}`));
    router.refresh();
    return undefined;
  };
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={t(`confirm.${doing}Title`, { name: pack.name })}
      confirmLabel={t(doing)}
      onConfirm={confirm}
    >
      <p>{t(`confirm.${doing}${doing === "publish" && pack.type === "campaign" ? "Free" : ""}Text`)}</p>
    </ConfirmDialog>
  );
}
