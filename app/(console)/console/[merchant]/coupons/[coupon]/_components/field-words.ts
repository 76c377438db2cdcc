import { useLocale, useTranslations } from "next-intl";
import { validityWords } from "@/components/coupons/coupon-words";
import { weekdayWords } from "@/components/coupons/summary-sentence";
import { benefitWords } from "@/components/coupons/ticket-words";
import type { CouponRow } from "@/lib/coupons/queries/coupons";
import type { CouponOptions } from "@/lib/coupons/queries/options";
import {
  benefitSchema,
  conditionsSchema,
  couponInputSchema,
  couponStatuses,
  distributionMethods,
  sharedCodeSchema,
  validitySchema,
} from "@/lib/coupons/schema";
import { canonicalText } from "@/lib/kernel/canonical-text";
import { languages as spoken } from "@/lib/kernel/language";
import { formatMoney } from "@/lib/kernel/money";
import type { AudienceOptions } from "@/lib/members/queries/audience";
import { imageSchema } from "@/lib/merchants/schema/image";
import { useAudienceWords } from "./terms-words";

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
  const more = useTranslations("coupon-data.compare");
  return (key) => {
    const inForm = formNames[key];
    if (inForm) return t(`form.${inForm}`);
    if (key === "regions") return more("regions");
    return t.has(`history.fields.${key}`) ? t(`history.fields.${key}`) : key;
  };
}

export type Names = {
  coupon: Pick<CouponRow, "currency" | "productName">;
  stores: readonly { id: string; name: string }[];
  timeZone: string;
  /** What products, categories and audiences are called, where lists of them are told by name and not by number. */
  options?: Pick<CouponOptions, "products" | "categories">;
  audience?: AudienceOptions;
};

/** Named things of a list are told up to so many; the rest is a number. */
const MOST_NAMED = 10;

/** A value out of the audit log in words. */
export function useFieldValue(names: Names): (key: string, value: unknown) => string {
  const t = useTranslations("coupons");
  const compare = useTranslations("coupon-data.compare");
  const ticket = useTranslations("ticket");
  const status = useTranslations("ui.status");
  const languages = useTranslations("common.languages");
  const locale = useLocale();
  const number = (value: number) => new Intl.NumberFormat(locale).format(value);
  const list = (parts: string[]) => new Intl.ListFormat(locale).format(parts);
  const { coupon, stores, timeZone, options, audience: audiences } = names;
  const { currency, productName } = coupon;
  const audienceWords = useAudienceWords();
  const called = (value: unknown, all: readonly { id: string; name: string }[] | undefined) => {
    if (!Array.isArray(value) || !all || value.length === 0) return undefined;
    const known = value.map((id) => all.find((one) => one.id === id)?.name ?? t("read.unknownName"));
    const more = known.length - MOST_NAMED;
    return list([...known.slice(0, MOST_NAMED), ...(more > 0 ? [compare("more", { count: more })] : [])]);
  };
  const special: Record<string, (value: unknown) => string | undefined> = {
    benefit: (value) => {
      const benefit = benefitSchema.safeParse(value).data;
      if (!benefit) return undefined;
      const named =
        benefit.type === "product"
          ? options?.products.find((one) => one.id === benefit.productId)?.name
          : undefined;
      return benefitWords(
        { benefit, currency, productName: named ?? productName ?? undefined },
        locale,
        ticket,
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
      if (!audience) return undefined;
      return audiences ? audienceWords(audience, audiences) : t(`read.audience.${audience.type}`);
    },
    productIds: (value) => called(value, options?.products),
    excludeProductIds: (value) => called(value, options?.products),
    categoryIds: (value) => called(value, options?.categories),
    excludeCategoryIds: (value) => called(value, options?.categories),
    regions: (value) => {
      const regions = conditionsSchema.shape.regions.safeParse(value).data ?? [];
      const floors = regions.map((region) => {
        const store = stores.find((one) => one.id === region.storeId)?.name ?? t("read.unknownName");
        return t("read.regions", { store, names: region.names.join(", ") });
      });
      return floors.length > 0 ? list(floors) : undefined;
    },
    storeIds: (value) => {
      if (!Array.isArray(value)) return t("form.storesAll");
      return list(value.map((id) => stores.find((store) => store.id === id)?.name ?? t("read.unknownName")));
    },
    basis: (value) => t(value === "current" ? "form.basisCurrent" : "form.basisOriginal"),
    stacksWith: (value) => (Array.isArray(value) ? value.join(", ") : t("form.withAll")),
    products: () => t("form.scopeAll"),
    sharedCode: (value) => {
      const shared = sharedCodeSchema.safeParse(value).data;
      if (!shared) return undefined;
      return shared.quantity === null ? shared.code : `${shared.code} × ${number(shared.quantity)}`;
    },
    translations: (value) => {
      const said = couponInputSchema.shape.translations.safeParse(value).data ?? {};
      const lines = spoken.flatMap((language) => {
        const texts = Object.values(said[language] ?? {});
        return texts.length > 0 ? [`${languages(language)}: ${texts.join(" / ")}`] : [];
      });
      return lines.join("\n") || undefined;
    },
    image: (value) => imageSchema.safeParse(value).data?.alt,
    faceColour: (value) => (typeof value === "string" ? value : t("form.brandColour")),
  };
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

export type FieldChange = { key: string; before: unknown; after: unknown };

/** An entry's fields side by side, parts of the terms opened up into their settings; only what differs. */
export function changesOf(before: unknown, after: unknown): FieldChange[] {
  const [old, now] = [opened(before), opened(after)];
  return [...new Set([...Object.keys(old), ...Object.keys(now)])]
    .filter((key) => canonicalText(old[key]) !== canonicalText(now[key]))
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
