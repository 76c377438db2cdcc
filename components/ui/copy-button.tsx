"use client";

import { Check, Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Button } from "./button";
import type { ButtonSize, ButtonVariant } from "./button-variants";
import { toast } from "./toast";

type CopyButtonProps = {
  text: string;
  label: string;
  variant?: ButtonVariant;
  size?: ButtonSize;
  iconOnly?: boolean;
};

export function CopyButton({ text, label, variant, size, iconOnly = false }: CopyButtonProps) {
  const t = useTranslations("ui.copy");
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = () => {
    const writing = navigator.clipboard?.writeText(text) ?? Promise.reject(new Error("no clipboard"));
    writing.then(
      () => setCopied(true),
      () => toast.danger(t("failed")),
    );
  };
  return (
    <>
      <Button
        variant={variant}
        size={size}
        iconOnly={iconOnly}
        className="max-w-full"
        aria-label={iconOnly ? label : undefined}
        onPress={copy}
      >
        {copied ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
        {iconOnly ? null : <span className="truncate">{copied ? t("done") : label}</span>}
      </Button>
      <span role="status" className="sr-only">
        {copied ? t("done") : ""}
      </span>
    </>
  );
}
