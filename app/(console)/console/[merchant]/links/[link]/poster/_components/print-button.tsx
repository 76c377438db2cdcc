"use client";

import { Printer } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import type { QrLook } from "@/lib/links/schema";

/** A code is on paper at least as fine as this. */
const PIXELS = 430;

/** Whether the poster's code is read back as it looks; null while it is looked at. */
function useRead(address: string, look: QrLook): boolean | null {
  const [read, setRead] = useState<boolean | null>(null);
  useEffect(() => {
    let isHere = true;
    const work = async () => {
      const { isRead, logoPicture } = await import("@/components/links/qr-render");
      const picture = look.logo.type === "custom" ? await logoPicture(look.logo.imageId) : null;
      return await isRead(address, look, PIXELS, picture);
    };
    work().then(
      (right) => (isHere ? setRead(right) : undefined),
      () => (isHere ? setRead(false) : undefined),
    );
    return () => {
      isHere = false;
    };
  }, [address, look]);
  return read;
}

type PrintButtonProps = { page: string; address: string; look: QrLook; label: string; unread: string };

/**
 * Prints the poster on paper of its own size, which is told to the browser for as long as it prints; not before its code
 * was read.
 */
export function PrintButton({ page, address, look, label, unread }: PrintButtonProps) {
  const read = useRead(address, look);
  const print = () => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(page);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    window.print();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
  };
  return (
    <>
      <Button variant="primary" isDisabled={read !== true} onPress={print}>
        <Printer aria-hidden="true" />
        {label}
      </Button>
      <p role="status" className="text-sm text-danger empty:hidden">
        {read === false ? unread : null}
      </p>
    </>
  );
}
