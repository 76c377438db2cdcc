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
      const isOwn = look.logo.type === "custom";
      const picture = look.logo.type === "custom" ? await logoPicture(look.logo.imageId) : null;
      // Its hole would be read well, and be printed.
      if (isOwn && picture === null) return false;
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

/** Tells the browser the size of the paper for as long as the poster is shown, however printing is asked for. */
function usePaper(page: string): void {
  useEffect(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(page);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
    };
  }, [page]);
}

/** Prints the poster on paper of its own size; not before its code was read, however printing is asked for (poster.css). */
export function PrintButton({ page, address, look, label, unread }: PrintButtonProps) {
  const read = useRead(address, look);
  usePaper(page);
  return (
    <>
      <Button variant="primary" isDisabled={read !== true} onPress={() => window.print()}>
        <Printer aria-hidden="true" />
        {label}
      </Button>
      {read ? <span data-code-read hidden /> : null}
      <p role="status" className="text-sm text-danger empty:hidden">
        {read === false ? unread : null}
      </p>
    </>
  );
}
