"use client";

import { useFormStatus } from "react-dom";
import { Button, type ButtonProps } from "./button";

export function SubmitButton({ variant = "primary", ...props }: ButtonProps) {
  const { pending } = useFormStatus();
  return <Button type="submit" variant={variant} isPending={pending} {...props} />;
}
