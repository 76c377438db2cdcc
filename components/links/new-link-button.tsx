"use client";

import { Plus } from "lucide-react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { NewLinkDialogProps } from "@/components/links/new-link-dialog";
import { Button } from "@/components/ui/button";

const NewLinkDialog = dynamic(
  () => import("@/components/links/new-link-dialog").then((part) => part.NewLinkDialog),
  { ssr: false },
);

/** Opens the dialog that makes a link to any page of the merchant's. */
export function NewLinkButton(props: Omit<NewLinkDialogProps, "onClose">) {
  const t = useTranslations("links.make");
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="primary" data-key="c" aria-keyshortcuts="C" onPress={() => setOpen(true)}>
        <Plus aria-hidden="true" />
        {t("new")}
      </Button>
      {isOpen ? <NewLinkDialog {...props} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
