"use client";

import { Popover } from "@heroui/react";
import { Bell } from "lucide-react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { consolePath } from "@/components/merchants/console-path";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { calm, usePolled } from "@/components/ui/use-polled";
import type { Notices } from "./notices";

// What it tells weighs nothing on a page where nobody opens it.
const loadList = async () => (await import("./notice-list")).NoticeList;
const NoticeList = dynamic(loadList, { ssr: false });

/** What waits for the person who looks, or ended meanwhile, in the frame of every page: how much of it is new, and the list. */
export function NoticeBell({ place }: { place: ActionPlace }) {
  const t = useTranslations("frame.bell");
  const path = consolePath(place, "notices");
  const { answer, look } = usePolled<Pick<Notices, "unread">>(`${path}?for=count`, calm);
  const [isOpen, setOpen] = useState(false);
  const unread = answer?.unread ?? 0;
  const said = useCame(answer?.unread ?? null);
  return (
    <>
      <Popover isOpen={isOpen} onOpenChange={setOpen}>
        <Button
          variant="ghost"
          iconOnly
          aria-label={unread > 0 ? t("unread", { count: unread }) : t("title")}
          onHoverStart={() => void loadList()}
          onPressStart={() => void loadList()}
          className="relative"
        >
          <Bell aria-hidden="true" />
          {unread > 0 ? (
            <span
              aria-hidden="true"
              className="tabular absolute -top-0.5 -right-0.5 grid h-4 min-w-4 place-items-center rounded-full bg-danger px-1 text-2xs leading-none font-semibold text-on-danger"
            >
              {unread > 9 ? "9+" : unread}
            </span>
          ) : null}
        </Button>
        <Popover.Content placement="bottom end" className="w-[380px] max-w-[92vw]">
          <Popover.Dialog aria-label={t("title")} className="grid p-0">
            <h2 className="border-b border-border px-4 py-3 text-sm font-semibold text-ink">{t("title")}</h2>
            <NoticeList place={place} path={path} onSeen={look} onClose={() => setOpen(false)} />
          </Popover.Dialog>
        </Popover.Content>
      </Popover>
      <p role="status" className="sr-only">
        {said}
      </p>
    </>
  );
}

/** Words for what came since the bell asked before; none for what is there when the page is opened. */
function useCame(unread: number | null): string {
  const t = useTranslations("frame.bell");
  const before = useRef<number | null>(null);
  const [said, setSaid] = useState("");
  useEffect(() => {
    if (unread === null) return;
    const more = before.current === null ? 0 : unread - before.current;
    before.current = unread;
    setSaid(more > 0 ? t("came", { count: more }) : "");
  }, [unread, t]);
  return said;
}
