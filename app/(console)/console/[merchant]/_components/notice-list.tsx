"use client";

import { BellRing, CircleCheck, CircleX, PackageMinus, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import type { ActionPlace } from "@/components/ui/action-result";
import { Link } from "@/components/ui/link";
import { calm, usePolled } from "@/components/ui/use-polled";
import { seeNotices } from "@/lib/workspace/actions";
import type { Notice, Notices } from "./notices";

type NoticeListProps = { place: ActionPlace; path: string; onSeen: () => void; onClose: () => void };

/** What the bell tells, by day. What was shown here is not new the next time. */
export function NoticeList({ place, path, onSeen, onClose }: NoticeListProps) {
  const t = useTranslations("frame.bell");
  const { answer } = usePolled<Notices>(path, calm);
  const { merchant, store } = place;
  const until = answer && answer.unread > 0 ? answer.until : null;
  useEffect(() => {
    if (until === null) return;
    // Who only looks as another role is refused, and a lost answer is asked for again the next time: neither is worth a word.
    seeNotices({ merchant, store, input: { until } }).then(onSeen, () => undefined);
  }, [until, merchant, store, onSeen]);
  if (!answer) return <p className="px-4 py-6 text-sm text-ink-2">{t("loading")}</p>;
  if (answer.groups.length === 0) return <p className="px-4 py-6 text-sm text-ink-2">{t("none")}</p>;
  return (
    <div className="max-h-[60vh] overflow-y-auto pb-2">
      {answer.groups.map(({ day, notices }) => (
        <section key={day} aria-label={day}>
          <h3 className="px-4 pt-3 pb-1 text-xs font-[550] text-ink-2">{day}</h3>
          <ul>
            {notices.map((notice) => (
              <Item key={notice.id} notice={notice} onClose={onClose} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

const marks = {
  alert: <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-danger" />,
  approval: <BellRing aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-info" />,
  stock: <PackageMinus aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-warning" />,
  done: <CircleCheck aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-success" />,
  failed: <CircleX aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-danger" />,
} satisfies Record<Notice["kind"], unknown>;

function Item({ notice: { kind, text, href, at, time, isNew }, onClose }: ItemProps) {
  const t = useTranslations("frame.bell");
  return (
    <li>
      <Link
        href={href}
        onClick={onClose}
        className="flex items-start gap-2 px-4 py-2 text-sm text-ink hover:bg-sunken"
      >
        {marks[kind]}
        <span className="grid min-w-0 flex-1 gap-0.5">
          <span className={isNew ? "font-[550] wrap-anywhere" : "wrap-anywhere"}>{text}</span>
          {at ? (
            <time dateTime={at} className="tabular text-xs text-ink-2">
              {time}
            </time>
          ) : null}
        </span>
        {isNew ? (
          <span className="mt-1.5 size-2 shrink-0 rounded-full bg-danger">
            <span className="sr-only">{t("new")}</span>
          </span>
        ) : null}
      </Link>
    </li>
  );
}
type ItemProps = { notice: Notice; onClose: () => void };
