import { getTranslations } from "next-intl/server";
import { type CouponForm, newCouponForm, writtenForm } from "@/components/coupons/form-values";
import { presetInWords } from "@/components/coupons/templates";
import type { SearchParams } from "@/components/ui/list-state";
import { getCoupon } from "@/lib/coupons/queries/coupons";
import type { CouponOptions } from "@/lib/coupons/queries/options";
import { getTemplate } from "@/lib/coupons/queries/templates";
import { beginFrom, writtenAs } from "@/lib/coupons/rules/begin";
import { isPreset } from "@/lib/coupons/rules/presets";
import { type BenefitType, type CouponInput, couponInputSchema } from "@/lib/coupons/schema";
import type { Scope } from "@/lib/platform/auth/scope";

export type FirstForm = {
  readonly values: CouponForm;
  /** What it was begun from, in words; null = from nothing. */
  readonly from: string | null;
  /** The merchant's own template it was begun from. */
  readonly templateId: string | null;
};

type Asked = {
  readonly type: BenefitType;
  /** The store in view; null = the group. */
  readonly store: string | null;
  readonly merchant: { readonly currency: string; readonly timeZone: string };
  readonly stores: CouponOptions["stores"];
  readonly searchParams: Promise<SearchParams>;
};

/**
 * How the form of a new coupon begins: as a template (`?template=`), as another coupon (`?copy=`), or empty. What is gone,
 * not theirs to see, or of another type is begun empty.
 */
export async function firstForm(scope: Scope, asked: Asked): Promise<FirstForm> {
  const { type, store, merchant, stores } = asked;
  const { timeZone } = merchant;
  const now = new Date();
  const own = store ? [store] : scope.storeIds;
  const mine = stores.find((one) => own !== "all" && one.id === own[0]);
  const currency = mine?.currency ?? merchant.currency;
  const found = await foundFor(scope, asked, { currency, timeZone, now });
  if (found?.coupon.benefit.type !== type) {
    return { values: newCouponForm(type, currency, own), from: null, templateId: null };
  }
  const { coupon, ...rest } = found;
  return { ...rest, values: writtenForm(beginFrom(coupon, { storeIds: own }, { now, timeZone }), timeZone) };
}

type Moment = { currency: string; timeZone: string; now: Date };

async function foundFor(scope: Scope, { searchParams }: Asked, moment: Moment) {
  const { template, copy } = await searchParams;
  const t = await getTranslations("templates");
  if (typeof template === "string" && isPreset(template)) {
    const coupon = presetInWords(template, moment, t);
    return { coupon, from: t("from", { name: t(`presets.${template}.name`) }), templateId: null };
  }
  if (typeof template === "string" && template.startsWith("tpl_")) {
    const row = await getTemplate(scope, template.slice(0, 40));
    return row && { coupon: row.coupon, from: t("from", { name: row.name }), templateId: row.id };
  }
  if (typeof copy !== "string" || !copy.startsWith("cpn_")) return null;
  const row = await getCoupon(scope, copy.slice(0, 40), moment.now);
  if (!row) return null;
  const written: CouponInput = couponInputSchema.parse(writtenAs(row));
  const name = t("copyName", { name: row.name }).slice(0, 60);
  return { coupon: { ...written, name }, from: t("copyOf", { name: row.name }), templateId: null };
}
