"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { consolePath } from "@/components/merchants/console-path";
import { startPreview } from "@/components/merchants/preview-cookie";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Select } from "@/components/ui/select";
import { inStores, previewText } from "@/lib/platform/auth/preview-text";
import { type Role, roles } from "@/lib/platform/auth/scope";

type ViewAsProps = { place: ActionPlace; stores: readonly { id: string; name: string }[] };

/** Lets a group admin look at the console as another role sees it. */
export function ViewAs({ place, stores }: ViewAsProps) {
  const t = useTranslations("staff.viewAs");
  const words = useTranslations("common.roles");
  const [role, setRole] = useState<Role>("marketer");
  const [storeId, setStore] = useState(stores[0]?.id ?? "");
  const asksStore = inStores(role);
  const look = () => {
    startPreview(previewText(place.merchant, { role, storeId: asksStore ? storeId : null }));
    // The whole console is another's from here on: nothing of this page may stay.
    location.assign(consolePath({ merchant: place.merchant }));
  };
  const others = roles.filter((one) => one !== "group_admin" && (stores.length > 0 || !inStores(one)));
  return (
    <Card title={t("title")}>
      <div className="grid gap-3">
        <p className="text-sm text-ink-2">{t("text")}</p>
        <div className="flex flex-wrap items-end gap-3">
          <Select
            className="w-52 max-w-full"
            label={t("role")}
            value={role}
            onChange={(value) => setRole(others.find((one) => one === value) ?? role)}
            options={others.map((one) => ({ value: one, label: words(one) }))}
          />
          {asksStore ? (
            <Select
              className="w-52 max-w-full"
              label={t("store")}
              value={storeId}
              onChange={setStore}
              options={stores.map(({ id, name }) => ({ value: id, label: name }))}
            />
          ) : null}
          <Button onPress={look}>{t("look")}</Button>
        </div>
      </div>
    </Card>
  );
}
