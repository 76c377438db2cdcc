"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { NameTemplate } from "@/components/coupons/name-template";
import { ActionMenu } from "@/components/ui/action-menu";
import type { ActionPlace } from "@/components/ui/action-result";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast";
import { useResultWords } from "@/components/ui/use-refusal-words";
import { useRunAction } from "@/components/ui/use-run-action";
import { deleteTemplate } from "@/lib/coupons/actions/templates";
import { namedWithin } from "@/lib/kernel/fit-text";

type TemplateMenuProps = {
  template: { id: string; name: string };
  /** Where a coupon is begun from it. */
  href: string;
  /** Where what it holds is changed. */
  editHref: string;
  where: ActionPlace;
  /** False for one that is good beyond the reader's stores. */
  mayChange: boolean;
};

export function TemplateMenu({ template, href, editHref, where, mayChange }: TemplateMenuProps) {
  const t = useTranslations("templates");
  const [open, setOpen] = useState<"rename" | "copy" | "delete" | null>(null);
  const { run } = useRunAction(deleteTemplate, where);
  const words = useResultWords();
  const remove = async () => {
    const result = await run({ templateId: template.id }, { quiet: true });
    if (!result) return;
    if (!result.ok) return words(result) ?? undefined;
    toast.success(t("deleted", { name: template.name }));
  };
  return (
    <>
      <ActionMenu
        label={t("menu", { name: template.name })}
        items={[
          { key: "use", label: t("use"), href },
          ...(mayChange
            ? [
                { key: "edit", label: t("edit"), href: editHref },
                { key: "rename", label: t("rename"), onAction: () => setOpen("rename") },
                { key: "copy", label: t("copy"), onAction: () => setOpen("copy") },
                { key: "delete", label: t("delete"), danger: true, onAction: () => setOpen("delete") },
              ]
            : []),
        ]}
      />
      {open === "rename" ? (
        <NameTemplate
          where={where}
          of={{ templateId: template.id }}
          name={template.name}
          onClose={() => setOpen(null)}
        />
      ) : null}
      {open === "copy" ? (
        <NameTemplate
          where={where}
          of={{ copyOf: template.id }}
          name={namedWithin((name) => t("copyName", { name }), template.name, 60)}
          onClose={() => setOpen(null)}
        />
      ) : null}
      <ConfirmDialog
        title={t("deleteTitle", { name: template.name })}
        confirmLabel={t("delete")}
        danger
        isOpen={open === "delete"}
        onOpenChange={(isOpen) => (isOpen ? undefined : setOpen(null))}
        onConfirm={remove}
      >
        {t("deleteText")}
      </ConfirmDialog>
    </>
  );
}
