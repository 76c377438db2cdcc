"use client";

import { ArrowLeft } from "lucide-react";
import { useEffect, useState } from "react";
import { Link } from "./link";
import { lastSeenList, noteReturn } from "./list-return";

/** Back to where the page hangs; to a list as it was left, with its filters, its page and its row. */
export function BackLink({ href, label }: { href: string; label: string }) {
  const [target, setTarget] = useState(href);
  useEffect(() => setTarget(lastSeenList(href)), [href]);
  return (
    <Link
      href={target}
      onClick={noteReturn}
      className="-ml-1 inline-flex min-h-6 w-fit items-center gap-1 rounded-sm px-1 text-xs text-ink-2 hover:text-ink"
    >
      <ArrowLeft className="size-3.5" aria-hidden="true" />
      {label}
    </Link>
  );
}
