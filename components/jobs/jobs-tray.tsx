"use client";

import { Popover } from "@heroui/react";
import dynamic from "next/dynamic";
import { useEffect, useRef, useState } from "react";
import { consolePath } from "@/components/merchants/console-path";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { useJobWords } from "./use-job-words";
import { isAtWork, type Tray, type TrayJob, useTray } from "./use-tray";

// What a job is told by weighs nothing on a page where nobody opens the tray.
const loadItem = async () => (await import("./tray-item")).TrayItem;
const TrayItem = dynamic(loadItem, { ssr: false });

/** The jobs of the person who looks, in the frame of every page: how far they are, and what they gave. */
export function JobsTray({ place }: { place: ActionPlace }) {
  const { t } = useJobWords();
  const tray = useTray(consolePath(place, "jobs", "tray"));
  const [isOpen, setOpen] = useState(false);
  const said = useEnds(tray);
  const active = tray?.jobs.filter(isAtWork) ?? [];
  const label = active.length > 0 ? t("tray.active", { count: active.length }) : t("tray.open");
  return (
    <>
      <Popover isOpen={isOpen} onOpenChange={setOpen}>
        <Button
          variant="ghost"
          iconOnly
          aria-label={label}
          onHoverStart={() => void loadItem()}
          onPressStart={() => void loadItem()}
        >
          <Ring jobs={active} />
        </Button>
        <Popover.Content placement="bottom end" className="w-[360px] max-w-[92vw]">
          <Popover.Dialog aria-label={t("title")} className="grid p-0">
            <h2 className="border-b border-border px-4 py-3 text-sm font-semibold text-ink">{t("title")}</h2>
            {tray && tray.jobs.length > 0 ? (
              <ul className="grid max-h-[60vh] divide-y divide-border overflow-y-auto">
                {tray.jobs.map((job) => (
                  <TrayItem key={job.id} place={place} job={job} now={tray.now} />
                ))}
              </ul>
            ) : (
              <p className="px-4 py-6 text-sm text-ink-2">{t("tray.none")}</p>
            )}
            <div className="border-t border-border px-4 py-3 text-sm">
              <Link
                href={consolePath(place, "settings", "jobs")}
                onClick={() => setOpen(false)}
                className="text-brand underline-offset-2 hover:underline"
              >
                {t("tray.all")}
              </Link>
            </div>
          </Popover.Dialog>
        </Popover.Content>
      </Popover>
      <p role="status" className="sr-only">
        {said}
      </p>
    </>
  );
}

/** Words for the jobs that were at work when the tray looked before, and are over now. */
function useEnds(tray: Tray | null): string {
  const { t, name } = useJobWords();
  const before = useRef<ReadonlySet<string>>(new Set());
  const [said, setSaid] = useState("");
  useEffect(() => {
    if (!tray) return;
    const ended = tray.jobs.filter((job) => !isAtWork(job) && before.current.has(job.id));
    before.current = new Set(tray.jobs.filter(isAtWork).map(({ id }) => id));
    if (ended.length === 0) return;
    setSaid(
      ended.map((job) => t("tray.ended", { name: name(job), status: t(`status.${job.status}`) })).join(" "),
    );
  }, [tray, t, name]);
  return said;
}

const ROUND = 2 * Math.PI * 8;

/** How far all jobs at work are together; an empty ring when there are none. */
function Ring({ jobs }: { jobs: readonly TrayJob[] }) {
  const known = jobs.filter(({ total }) => total !== null && total > 0);
  const total = known.reduce((sum, job) => sum + (job.total ?? 0), 0);
  const done = known.reduce((sum, job) => sum + Math.min(job.done, job.total ?? 0), 0);
  const part = jobs.length === 0 ? 0 : total === 0 ? 0.15 : Math.max(0.04, done / total);
  return (
    <svg viewBox="0 0 20 20" aria-hidden="true" className="size-5 -rotate-90" data-part={part.toFixed(2)}>
      <circle cx="10" cy="10" r="8" fill="none" strokeWidth="3" className="stroke-border-strong" />
      {part > 0 ? (
        <circle
          cx="10"
          cy="10"
          r="8"
          fill="none"
          strokeWidth="3"
          strokeDasharray={`${ROUND * part} ${ROUND}`}
          className="stroke-brand"
        />
      ) : null}
    </svg>
  );
}
