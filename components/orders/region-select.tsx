import { useTranslations } from "next-intl";
import { Select } from "@/components/ui/select";

type RegionSelectProps = {
  /** The parts of the store's floor; none = there is nothing to choose. */
  regions: readonly string[];
  /** Null = nobody says. */
  value: string | null;
  onChange: (region: string | null) => void;
};

const NONE = -1;

/** On which part of the store's floor: coupons may be good in some only. */
export function RegionSelect({ regions, value, onChange }: RegionSelectProps) {
  const t = useTranslations("orders.region");
  if (regions.length === 0) return null;
  const names = regions.map((label, i) => ({ value: String(i), label }));
  return (
    <Select
      label={t("label")}
      help={t("help")}
      value={String(value === null ? NONE : regions.indexOf(value))}
      onChange={(key) => onChange(regions[Number(key)] ?? null)}
      options={[{ value: String(NONE), label: t("none") }, ...names]}
    />
  );
}
