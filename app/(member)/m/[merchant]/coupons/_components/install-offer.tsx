"use client";

import { useState, useSyncExternalStore } from "react";
import { canInstall, hearInstall, install } from "@/app/(member)/m/[merchant]/_components/install-event";
import { PlainButton, PlainCard } from "@/components/ui/plain";

type InstallOfferProps = {
  merchant: string;
  words: { title: string; text: string; add: string; later: string };
};

const keyOf = (merchant: string) => `install-later ${merchant}`;

/** "Add to home screen", where the browser can; who says "not now" is not asked again on this device. */
export function InstallOffer({ merchant, words }: InstallOfferProps) {
  const isOffered = useSyncExternalStore(hearInstall, canInstall, () => false);
  const [isPutOff, putOff] = useState(false);
  if (!isOffered || isPutOff || wasPutOff(merchant)) return null;
  const later = () => {
    putOff(true);
    try {
      localStorage.setItem(keyOf(merchant), "1");
    } catch {
      // A browser that keeps nothing asks again.
    }
  };
  return (
    <PlainCard className="grid gap-3">
      <h2 className="font-semibold">{words.title}</h2>
      <p className="text-sm text-ink-2">{words.text}</p>
      <div className="flex flex-wrap gap-2">
        <PlainButton type="button" onClick={install}>
          {words.add}
        </PlainButton>
        <PlainButton type="button" variant="ghost" onClick={later}>
          {words.later}
        </PlainButton>
      </div>
    </PlainCard>
  );
}

function wasPutOff(merchant: string): boolean {
  try {
    return localStorage.getItem(keyOf(merchant)) !== null;
  } catch {
    return false;
  }
}
