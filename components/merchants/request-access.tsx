"use client";

import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { useRunAction } from "@/components/ui/use-run-action";
import { requestAccess } from "@/lib/merchants/actions/staff";
import type { Capability } from "@/lib/platform/auth/permissions";

type RequestAccessProps = { place: ActionPlace; capability: Capability };

/** Asks the group admins for what a page refused. */
export function RequestAccess({ place, capability }: RequestAccessProps) {
  const t = useTranslations("common.forbidden");
  const [asked, setAsked] = useState(false);
  const { run, pending } = useRunAction(requestAccess, place);
  const ask = async () => {
    const result = await run({ capability });
    if (result?.ok) setAsked(true);
  };
  return (
    <>
      {asked ? null : (
        <Button isPending={pending} onPress={() => void ask()}>
          {t("request")}
        </Button>
      )}
      <span role="status" className="flex items-center gap-1.5 text-sm text-success empty:hidden">
        {asked ? (
          <>
            <Check aria-hidden="true" className="size-4" />
            {t("requested")}
          </>
        ) : null}
      </span>
    </>
  );
}
