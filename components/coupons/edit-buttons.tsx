"use client";

import { useTranslations } from "next-intl";
import { useFormContextOfAction } from "@/components/ui/action-form";
import { Button } from "@/components/ui/button";

/** The end of a small form in a popover. */
export function EditButtons({ onCancel }: { onCancel: () => void }) {
  const t = useTranslations("coupons.inline");
  const { pending } = useFormContextOfAction();
  return (
    <div className="flex justify-end gap-2">
      <Button size="sm" onPress={onCancel} isDisabled={pending}>
        {t("cancel")}
      </Button>
      <Button size="sm" type="submit" variant="primary" isPending={pending}>
        {t("save")}
      </Button>
    </div>
  );
}
