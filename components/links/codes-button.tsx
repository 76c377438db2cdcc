"use client";

import { QrCode } from "lucide-react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { CodeOfLink } from "@/components/links/codes-dialog";
import { Button } from "@/components/ui/button";
import type { PromoteChoice } from "@/lib/links/schema";

const CodesDialog = dynamic(
  () => import("@/components/links/codes-dialog").then((part) => part.CodesDialog),
  {
    ssr: false,
  },
);

/** Opens the codes of the links that a list shows. */
export function CodesButton({ links, choice }: { links: readonly CodeOfLink[]; choice: PromoteChoice }) {
  const t = useTranslations("links.qr");
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onPress={() => setOpen(true)}>
        <QrCode aria-hidden="true" />
        {t("severalOpen", { count: links.length })}
      </Button>
      {isOpen ? <CodesDialog {...{ links, choice }} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
