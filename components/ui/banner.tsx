import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "./class-names";

type Tone = "info" | "success" | "warning" | "danger";
type BannerProps = {
  tone?: Tone;
  title?: string;
  action?: ReactNode;
  children?: ReactNode;
  className?: string;
};

const look = {
  info: { box: "border-info/30 bg-info-soft", ink: "text-info", Icon: Info },
  success: { box: "border-success/30 bg-success-soft", ink: "text-success", Icon: CircleCheck },
  warning: { box: "border-warning/30 bg-warning-soft", ink: "text-warning", Icon: TriangleAlert },
  danger: { box: "border-danger/30 bg-danger-soft", ink: "text-danger", Icon: CircleAlert },
} as const;

export function Banner({ tone = "info", title, action, children, className }: BannerProps) {
  const { box, ink, Icon } = look[tone];
  return (
    <div
      role={tone === "danger" ? "alert" : undefined}
      className={cx(
        "flex flex-wrap items-start gap-x-3 gap-y-2 rounded-xl border px-3.5 py-2.5",
        box,
        className,
      )}
    >
      <Icon aria-hidden="true" className={cx("mt-0.5 size-4 shrink-0", ink)} />
      <div className="min-w-0 flex-1 text-sm text-ink">
        {title ? <p className="font-semibold">{title}</p> : null}
        {children}
      </div>
      {action}
    </div>
  );
}
