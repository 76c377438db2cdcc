import type { CSSProperties, ReactNode } from "react";
import { cx } from "@/components/ui/class-names";
import { brandTokens } from "@/lib/merchants/rules/brand";

export type Look = "light" | "dark";

type MemberLookProps = {
  look: Look;
  /** The merchant's; null = the product's own. */
  colour: string | null;
  className?: string;
  children: ReactNode;
};

/**
 * A part of a member's page as their device shows it, light or dark and in the merchant's colour; nothing in it can be used.
 * For the console alone: it carries a style attribute, which the policy of members' pages forbids (S-22).
 */
export function MemberLook({ look, colour, className, children }: MemberLookProps) {
  const roles = brandTokens(colour)?.[look];
  const brand = roles && {
    ...{ "--brand": roles.brand, "--brand-hover": roles.hover },
    ...{ "--on-brand": roles.onBrand, "--brand-soft": roles.soft },
  };
  return (
    <div
      inert
      data-look={look}
      // Custom properties are no names that CSSProperties knows.
      style={brand as CSSProperties | undefined}
      className={cx("bg-bg text-ink", className)}
    >
      {children}
    </div>
  );
}
