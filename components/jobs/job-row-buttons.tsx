"use client";

import { useRouter } from "next/navigation";
import type { ComponentProps } from "react";
import { JobButtons } from "./job-buttons";

/** The buttons of a job in its list: the page is read again after each. */
export function JobRowButtons(props: Omit<ComponentProps<typeof JobButtons>, "onDone">) {
  const router = useRouter();
  return <JobButtons {...props} onDone={() => router.refresh()} />;
}
