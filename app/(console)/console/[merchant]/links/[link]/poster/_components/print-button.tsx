"use client";

import { Printer } from "lucide-react";
import { Button } from "@/components/ui/button";

/** Prints the poster on paper of its own size, which is told to the browser for as long as it prints. */
export function PrintButton({ page, label }: { page: string; label: string }) {
  const print = () => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(page);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    window.print();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
  };
  return (
    <Button variant="primary" onPress={print}>
      <Printer aria-hidden="true" />
      {label}
    </Button>
  );
}
