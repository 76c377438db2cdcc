"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useOverList } from "@/components/ui/over-list";
import { useRefusalWords } from "@/components/ui/use-refusal-words";
import type { Refused } from "@/lib/platform/each-one";

type RefusedListProps = {
  /** What was to be done. */
  title: string;
  refused: readonly Refused[];
  done: number;
  names: readonly { id: string; name: string }[];
  onClose: () => void;
};

/** What was refused of many, with the reason beside each. */
function RefusedList({ title, refused, done, names, onClose }: RefusedListProps) {
  const t = useTranslations("workspace.bulk");
  const words = useRefusalWords();
  const status = useTranslations("ui.status");
  const reasonOf = ({ refusal }: Refused) => {
    const now = refusal.code === "wrong_state" ? String(refusal.params?.state) : "";
    return status.has(now) ? t("wrongState", { status: status(now) }) : words(refusal);
  };
  const nameOf = (one: Refused) => one.name || (names.find((row) => row.id === one.id)?.name ?? one.id);
  return (
    <Dialog
      isOpen
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={t("refusedTitle", { action: title, count: refused.length })}
      footer={(close) => (
        <Button variant="primary" onPress={close}>
          {t("understood")}
        </Button>
      )}
    >
      <div className="grid gap-3">
        <p>{t("refusedText", { count: done })}</p>
        <ul className="grid gap-2">
          {refused.map((one) => (
            <li key={one.id} className="grid rounded-lg border border-border px-3 py-2">
              <span className="font-[550] wrap-anywhere">{nameOf(one)}</span>
              <span className="text-ink-2">{reasonOf(one)}</span>
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  );
}

/** Shows over the list what was refused of its chosen rows: some of them may not be in it any more. */
export function useTellRefused() {
  const show = useOverList();
  return (told: Omit<RefusedListProps, "onClose">) =>
    show(<RefusedList {...told} onClose={() => show(null)} />);
}
