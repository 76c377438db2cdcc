"use client";

import { useEffect } from "react";
import { calm, usePolled } from "@/components/ui/use-polled";
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

export const isAtWork = ({ status }: { readonly status: JobStatus }) =>
  status === "queued" || status === "running";

const wait = (tray: Tray | null) => (tray?.jobs.some(isAtWork) ? BUSY_MS : calm());

/** This person's jobs, asked for every two seconds while one is at work and once a minute else; at once when one was started here. */
export function useTray(path: string): Tray | null {
  const { answer, look } = usePolled<Tray>(path, wait);
  useEffect(() => onJobsChanged(look), [look]);
  return answer;
}
