"use client";

import { useEffect, useState } from "react";
import { PlainButton } from "@/components/ui/plain";

type ShareLinkProps = {
  url: string;
  text: string;
  words: { copy: string; copied: string; share: string };
};

/** Sends a link on with what the device has for it, else copies it; without our script there is the link alone. */
export function ShareLink({ url, text, words }: ShareLinkProps) {
  const [way, setWay] = useState<"share" | "copy" | null>(null);
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    // Not every browser has either, whatever its types say; none of them has without a secure address.
    const has: Partial<Navigator> = navigator;
    setWay(has.share ? "share" : has.clipboard ? "copy" : null);
  }, []);
  if (way === null) return null;
  const send = () => {
    if (way === "copy") {
      navigator.clipboard.writeText(url).then(
        () => setCopied(true),
        () => setWay(null),
      );
      return;
    }
    // Who closes the sheet has changed their mind.
    navigator.share({ url, text }).catch(() => undefined);
  };
  return (
    <>
      <PlainButton type="button" block onClick={send}>
        {isCopied ? words.copied : words[way]}
      </PlainButton>
      <span role="status" className="sr-only">
        {isCopied ? words.copied : ""}
      </span>
    </>
  );
}
