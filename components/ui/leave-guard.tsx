"use client";

import dynamic from "next/dynamic";

// Brought when there is something to lose: a form that was only opened asks nothing.
const LeaveQuestion = dynamic(async () => (await import("./leave-question")).LeaveQuestion, { ssr: false });

export type LeaveGuardProps = {
  active: boolean;
  /** What was typed is given up. */
  onLeave?: () => void;
};

/**
 * While active, whatever leads to another page of the app asks first: links, keys, commands, the view switch and the
 * browser's Back; closing the tab asks the browser's own question.
 */
export function LeaveGuard({ active, onLeave }: LeaveGuardProps) {
  return active ? <LeaveQuestion onLeave={onLeave} /> : null;
}
