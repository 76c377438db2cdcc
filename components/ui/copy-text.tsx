import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { cx } from "./class-names";
import { CopyButton } from "./copy-button";

type CopyTextProps = {
  /** What is copied: as it can be typed in elsewhere. */
  text: string;
  /** As it is shown, where that is not the same: a code in groups of four. */
  children?: ReactNode;
  className?: string;
};

/** A number, an id or a code, with a button that copies it. */
export function CopyText({ text, children, className }: CopyTextProps) {
  const t = useTranslations("ui.copy");
  return (
    <span className="inline-flex max-w-full items-center gap-1">
      <span className={cx("min-w-0 wrap-anywhere", className)}>{children ?? text}</span>
      <CopyButton iconOnly size="sm" variant="ghost" text={text} label={t("label", { text })} />
    </span>
  );
}
