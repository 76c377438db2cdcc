"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { asRoute } from "@/components/ui/link";
import { Select } from "@/components/ui/select";

type VersionPickerProps = { path: string; latest: number; from: number; to: number };

/** Which two versions are compared; both stand in the address. */
export function VersionPicker({ path, latest, from, to }: VersionPickerProps) {
  const t = useTranslations("coupons.history");
  const words = useTranslations("coupon-data.compare");
  const router = useRouter();
  const versions = Array.from({ length: latest }, (_, index) => String(latest - index));
  const options = versions.map((value) => ({ value, label: t("version", { version: value }) }));
  const go = (pair: { from: string; to: string }) =>
    router.push(asRoute(`${path}?from=${pair.from}&to=${pair.to}`), { scroll: false });
  const [a, b] = [String(from), String(to)];
  return (
    <div className="grid grid-cols-2 gap-3 sm:max-w-sm">
      <Select
        label={words("from")}
        value={a}
        options={options}
        onChange={(next) => go({ from: next, to: b })}
      />
      <Select
        label={words("to")}
        value={b}
        options={options}
        onChange={(next) => go({ from: a, to: next })}
      />
    </div>
  );
}
