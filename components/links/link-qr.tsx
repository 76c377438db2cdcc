"use client";

import dynamic from "next/dynamic";
import { useChoice } from "@/components/links/use-choice";
import type { ActionPlace } from "@/components/ui/action-result";
import type { PromoteChoice } from "@/lib/links/schema";

const PromoteQr = dynamic(() => import("@/components/links/promote-qr").then((part) => part.PromoteQr), {
  ssr: false,
  loading: () => <div aria-hidden="true" className="h-56 rounded-md bg-sunken motion-safe:animate-pulse" />,
});

type LinkQrProps = {
  place: ActionPlace;
  mayUpload: boolean;
  link: { slug: string; channel: string };
  address: string;
  choice: PromoteChoice;
};

/** The code of one link, as its reader had codes last; how they have it now is how the next one begins, and its posters. */
export function LinkQr({ choice: first, ...props }: LinkQrProps) {
  const { choice, choose } = useChoice(props.place, first);
  return <PromoteQr {...props} choice={choice} onChoose={choose} />;
}
