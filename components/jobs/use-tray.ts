"use client";

import { useEffect, useState } from "react";
import type { JobResult, JobStatus } from "@/lib/jobs/schema";
import type { FileOfJob } from "./job-files";
import { onJobsChanged } from "./jobs-changed";
import type { CountedJob, NamedJob } from "./use-job-words";

/** A job as the tray is told of it. */
export type TrayJob = NamedJob &
  CountedJob & {
    readonly id: string;
    readonly isStopping: boolean;
    readonly result: JobResult | null;
    readonly error: string | null;
    readonly startedAt: string | null;
    readonly finishedAt: string | null;
    readonly files: readonly FileOfJob[];
  };
export type Tray = { readonly now: string; readonly jobs: readonly TrayJob[] };

const BUSY_MS = 2000;
const CALM_MS = 60_000;

export const isAtWork = ({ status }: { readonly status: JobStatus }) =>
  status === "queued" || status === "running";

async function read(path: string): Promise<Tray | null> {
  try {
    const answer = await fetch(path, { headers: { accept: "application/json" } });
    const isJson = answer.headers.get("content-type")?.startsWith("application/json");
    return answer.ok && isJson ? ((await answer.json()) as Tray) : null;
  } catch {
    return null;
  }
}

/**
 * This person's jobs, asked for every two seconds while one is at work and once a minute else; at once when one was
 * started here or the window is looked at again. Null until the first answer. What cannot be had leaves the last.
 */
export function useTray(path: string): Tray | null {
  const [tray, setTray] = useState<Tray | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let turn = 0;
    const look = async () => {
      clearTimeout(timer);
      turn += 1;
      const mine = turn;
      const next = document.hidden ? null : await read(path);
      if (mine !== turn) return;
      if (next) setTray(next);
      timer = setTimeout(() => void look(), next?.jobs.some(isAtWork) ? BUSY_MS : CALM_MS);
    };
    const now = () => void look();
    const seen = () => {
      if (!document.hidden) now();
    };
    now();
    const stopListening = onJobsChanged(now);
    document.addEventListener("visibilitychange", seen);
    return () => {
      turn += 1;
      clearTimeout(timer);
      stopListening();
      document.removeEventListener("visibilitychange", seen);
    };
  }, [path]);
  return tray;
}
