"use client";

import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import type { ButtonVariant } from "@/components/ui/button-variants";

export type OpenDialog = { readonly isOpen: boolean; readonly onOpenChange: (open: boolean) => void };

type OpenOnPressProps = {
  label: string;
  variant?: ButtonVariant;
  size?: "sm";
  children: (dialog: OpenDialog) => ReactNode;
};

/** A button with a dialog that is not there, nor its script, before it is first asked for. */
export function OpenOnPress({ label, variant, size, children }: OpenOnPressProps) {
  const [isOpen, onOpenChange] = useState(false);
  const [wasAsked, ask] = useState(false);
  const open = () => {
    ask(true);
    onOpenChange(true);
  };
  return (
    <>
      <Button variant={variant} size={size} onPress={open}>
        {label}
      </Button>
      {wasAsked ? children({ isOpen, onOpenChange }) : null}
    </>
  );
}
