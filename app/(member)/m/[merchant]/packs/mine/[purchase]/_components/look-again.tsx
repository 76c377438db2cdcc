"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

const EVERY_MS = 2000;
const FOR_MS = 60_000;

/** Asks for the page anew every two seconds for a minute: the provider's word may come after the buyer. */
export function LookAgain() {
  const router = useRouter();
  useEffect(() => {
    const ends = Date.now() + FOR_MS;
    const timer = setInterval(() => {
      if (Date.now() > ends) clearInterval(timer);
      else router.refresh();
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [router]);
  return null;
}
