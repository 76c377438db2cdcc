import { useLocale, useTranslations } from "next-intl";
import { validityWords } from "@/components/coupons/coupon-words";
import { weekdayWords } from "@/components/coupons/summary-sentence";
import { benefitWords } from "@/components/coupons/ticket-words";
import type { CouponRow } from "@/lib/coupons/queries/coupons";
import {
  benefitSchema,
  conditionsSchema,
  couponStatuses,
  distributionMethods,
  validitySchema,
} from "@/lib/coupons/schema";
import { formatMoney } from "@/lib/kernel/money";

/** Settings inside a part of the terms, each by the name it has in the form. */
const formNames: Record<string, string> = {
  minSpendMinor: "minSpend",
  minItems: "minItems",
  basis: "basis",
  storeIds: "stores",
  channels: "channels",
  devices: "devices",
  weekdays: "weekdays",
  hours: "hours",
  audience: "audience",
  maxUsesPerMember: "maxUses",
  combinesWithOffers: "combines",
  notIfFree: "notIfFree",
  exclusive: "stackingExclusive",
  group: "group",
  stacksWith: "withGroups",
  priority: "priority",
  maxPerOrder: "maxPerOrder",
  returnWhenAllRefunded: "onRefund",
  products: "scopeMode",
  productIds: "products",
  categoryIds: "categories",
  excludeProductIds: "excludeProducts",
  excludeCategoryIds: "excludeCategories",
};

/** What a field of a coupon is called. */
export function useFieldName(): (key: string) => string {
  const t = useTranslations("coupons");
  return (key) => {
    const inForm = formNames[key];
    if (inForm) return t(`form.${inForm}`);
    return t.has(`history.fields.${key}`) ? t(`history.fields.${key}`) : key;
  };
}

type Names = { coupon: CouponRow; stores: readonly { id: string; name: string }[]; timeZone: string };

/** A value out of the audit log in words. */
export function useFieldValue({ coupon, stores, timeZone }: Names): (key: string, value: unknown) => string {
  const t = useTranslations("coupons");
  const ticket = useTranslations("ticket");
  const status = useTranslations("ui.status");
  const locale = useLocale();
  const list = (parts: string[]) => new Intl.ListFormat(locale).format(parts);
  const { currency, productName } = coupon;
  const special: Record<string, (value: unknown) => string | undefined> = {
    benefit: (value) => {
      const benefit = benefitSchema.safeParse(value).data;
      return (
        benefit && benefitWords({ benefit, currency, productName: productName ?? undefined }, locale, ticket)
      );
    },
    validity: (value) => {
      const validity = validitySchema.safeParse(value).data;
      return validity && validityWords(validity, timeZone, locale, t);
    },
    status: (value) => {
      const known = couponStatuses.find((one) => one === value);
      return known && status(known);
    },
    methods: (value) =>
      list(distributionMethods.filter((one) => has(value, one)).map((one) => t(`methods.${one}`))),
    channels: (value) =>
      list((["online", "till"] as const).filter((one) => has(value, one)).map((one) => t(`channels.${one}`))),
    devices: (value) =>
      list(
        (["mobile", "desktop", "till"] as const)
          .filter((one) => has(value, one))
          .map((one) => t(`devices.${one}`)),
      ),
    weekdays: (value) => weekdayWords(conditionsSchema.shape.weekdays.safeParse(value).data ?? [], t, locale),
    hours: (value) => {
      const windows = conditionsSchema.shape.hours.safeParse(value).data ?? [];
      return windows.length > 0
        ? list(windows.map((window) => t("sentence.hour", window)))
        : t("read.allDay");
    },
    audience: (value) => {
      const audience = conditionsSchema.shape.audience.safeParse(value).data;
      return audience && t(`read.audience.${audience.type}`);
    },
    storeIds: (value) => {
      if (!Array.isArray(value)) return t("form.storesAll");
      return list(value.map((id) => stores.find((store) => store.id === id)?.name ?? t("read.unknownName")));
    },
    basis: (value) => t(value === "current" ? "form.basisCurrent" : "form.basisOriginal"),
    stacksWith: (value) => (Array.isArray(value) ? value.join(", ") : t("form.withAll")),
    products: () => t("form.scopeAll"),
    faceColour: (value) => (typeof value === "string" ? value : t("form.brandColour")),
  };
  const number = (value: number) => new Intl.NumberFormat(locale).format(value);
  return (key, value) => {
    if (value === null || value === undefined || value === "") {
      return key === "quantity" ? t("detail.unlimited") : t("history.nothing");
    }
    const words = special[key]?.(value);
    if (words !== undefined) return words;
    if (typeof value === "boolean") return t(value ? "read.yes" : "read.no");
    if (typeof value === "number")
      return /Minor$/.test(key) ? formatMoney(value, currency, locale) : number(value);
    if (Array.isArray(value)) return number(value.length);
    return typeof value === "string" ? value : t("history.nothing");
  };
}

const has = (value: unknown, one: string) => Array.isArray(value) && value.includes(one);

const parts = ["conditions", "stacking", "scope", "refund", "distribution"];

/** An entry's fields side by side, parts of the terms opened up into their settings; only what differs. */
export function changesOf(
  before: unknown,
  after: unknown,
): { key: string; before: unknown; after: unknown }[] {
  const [old, now] = [opened(before), opened(after)];
  return [...new Set([...Object.keys(old), ...Object.keys(now)])]
    .filter((key) => JSON.stringify(old[key]) !== JSON.stringify(now[key]))
    .map((key) => ({ key, before: old[key], after: now[key] }));
}

function opened(value: unknown): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(record(value)).flatMap(([key, part]) =>
      parts.includes(key) ? Object.entries(record(part)) : [[key, part]],
    ),
  );
}

function record(value: unknown): Record<string, unknown> {
  return value !== null && typeof value === "object" ? Object.fromEntries(Object.entries(value)) : {};
}
