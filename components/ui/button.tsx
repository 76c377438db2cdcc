"use client";

import { Button as HeroButton, Spinner } from "@heroui/react";
import type { ComponentProps, ReactNode } from "react";
import { type ButtonSize, type ButtonVariant, heroVariant } from "./button-variants";

export type ButtonProps = Omit<
  ComponentProps<typeof HeroButton>,
  "variant" | "size" | "isIconOnly" | "children"
> & {
  variant?: ButtonVariant;
  size?: ButtonSize;
  iconOnly?: boolean;
  pendingLabel?: string;
  children?: ReactNode;
};

export function Button({
  variant = "secondary",
  size = "md",
  iconOnly = false,
  isPending = false,
  pendingLabel,
  children,
  ...props
}: ButtonProps) {
  return (
    <HeroButton
      variant={heroVariant[variant]}
      size={size}
      isIconOnly={iconOnly}
      isPending={isPending}
      {...props}
    >
      {isPending ? <PendingContent label={pendingLabel}>{children}</PendingContent> : children}
    </HeroButton>
  );
}

function PendingContent({ label, children }: { label?: string; children: ReactNode }) {
  return (
    <span className="grid place-items-center">
      <span className="invisible col-start-1 row-start-1 flex items-center gap-1.5" aria-hidden="true">
        {children}
      </span>
      <span className="col-start-1 row-start-1 flex items-center gap-1.5">
        <Spinner size="sm" color="current" />
        {label ?? null}
        {label ? null : <span className="sr-only">{children}</span>}
      </span>
    </span>
  );
}
