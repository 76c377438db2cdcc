import { useTranslations } from "next-intl";
import { cx } from "./class-names";

type Tone = "grey" | "amber" | "blue" | "green" | "red" | "outline";

const look = {
  draft: { tone: "grey", mark: "○" },
  pending_approval: { tone: "amber", mark: "◐" },
  rejected: { tone: "red", mark: "✕" },
  scheduled: { tone: "blue", mark: "○" },
  not_started: { tone: "blue", mark: "○" },
  active: { tone: "green", mark: "●" },
  running: { tone: "green", mark: "●" },
  paused: { tone: "amber", mark: "‖" },
  sold_out: { tone: "grey", mark: "∅" },
  ended: { tone: "grey", mark: "■" },
  archived: { tone: "outline", mark: "▫" },
  available: { tone: "green", mark: "●" },
  reserved: { tone: "blue", mark: "◐" },
  used: { tone: "grey", mark: "✓" },
  expired: { tone: "grey", mark: "■" },
  cancelled: { tone: "outline", mark: "✕" },
  transferred: { tone: "blue", mark: "→" },
  yes: { tone: "green", mark: "✓" },
  no: { tone: "grey", mark: "–" },
  blocked: { tone: "red", mark: "✕" },
} as const satisfies Record<string, { tone: Tone; mark: string }>;

export type Status = keyof typeof look;

const tones: Record<Tone, string> = {
  grey: "border-transparent bg-sunken text-ink-2",
  amber: "border-transparent bg-warning-soft text-warning",
  blue: "border-transparent bg-info-soft text-info",
  green: "border-transparent bg-success-soft text-success",
  red: "border-transparent bg-danger-soft text-danger",
  outline: "border-border-strong bg-transparent text-ink-2",
};

export function StatusBadge({ status, label }: { status: Status; label?: string }) {
  const t = useTranslations("ui.status");
  const { tone, mark } = look[status];
  return (
    <span
      className={cx(
        "inline-flex h-5 shrink-0 items-center gap-1.5 rounded-sm border px-1.5 text-xs font-medium whitespace-nowrap",
        tones[tone],
      )}
    >
      <span aria-hidden="true" className="text-[9px] leading-none">
        {mark}
      </span>
      {label ?? t(status)}
    </span>
  );
}
