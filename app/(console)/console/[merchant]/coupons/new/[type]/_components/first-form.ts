import { getTranslations } from "next-intl/server";
import { type CouponForm, newCouponForm, writtenForm } from "@/components/coupons/form-values";
import { presetInWords } from "@/components/coupons/templates";
import type { SearchParams } from "@/components/ui/list-state";
import { openDraft } from "@/components/workspace/open-draft";
import type { DraftStart } from "@/components/workspace/use-draft";
import { getCoupon } from "@/lib/coupons/queries/coupons";
import { getTemplate } from "@/lib/coupons/queries/templates";
import { beginFrom, writtenAs } from "@/lib/coupons/rules/begin";
import { isPreset } from "@/lib/coupons/rules/presets";
import { type BenefitType, type CouponInput, couponInputSchema } from "@/lib/coupons/schema";
import { namedWithin } from "@/lib/kernel/fit-text";
import type { Scope } from "@/lib/platform/auth/scope";

type Begun = {
  readonly values: CouponForm;
  /** What it was begun from, in words; null = from nothing. */
  readonly from: string | null;
  /** The merchant's own template it was begun from. */
  readonly templateId: string | null;
};
export type FirstForm = Begun & { readonly draft: DraftStart };

type Asked = {
  readonly type: BenefitType;
  readonly currency: string;
  readonly timeZone: string;
  /** The stores the author begins with. */
  readonly own: Scope["storeIds"];
  readonly searchParams: Promise<SearchParams>;
};

/**
 * How the form of a new coupon begins: as the draft that was kept of it (`?draft=`), as a template (`?template=`), as another coupon (`?copy=`), or empty. What is gone,
 * not theirs to see, or of another type is begun empty.
 */
export async function firstForm(scope: Scope, asked: Asked): Promise<FirstForm> {
  const begun = await begin(scope, asked);
  return { ...begun, ...(await openDraft(scope, "coupon", begun.values, asked.searchParams)) };
}

async function begin(scope: Scope, asked: Asked): Promise<Begun> {
  const { type, currency, timeZone, own } = asked;
  const now = new Date();
  const found = await foundFor(scope, asked, now);
  if (found?.coupon.benefit.type !== type) {
    return { values: newCouponForm(type, currency, own), from: null, templateId: null };
  }
  const { coupon, ...rest } = found;
  return { ...rest, values: writtenForm(beginFrom(coupon, { storeIds: own }, { now, timeZone }), timeZone) };
}

async function foundFor(scope: Scope, { currency, timeZone, searchParams }: Asked, now: Date) {
  const { template, copy } = await searchParams;
  const t = await getTranslations("templates");
  if (typeof template === "string" && isPreset(template)) {
    const coupon = presetInWords(template, { currency, timeZone, now }, t);
    return { coupon, from: t("from", { name: t(`presets.${template}.name`) }), templateId: null };
  }
  if (typeof template === "string" && template.startsWith("tpl_")) {
    const row = await getTemplate(scope, template.slice(0, 40));
    return row && { coupon: row.coupon, from: t("from", { name: row.name }), templateId: row.id };
  }
  if (typeof copy !== "string" || !copy.startsWith("cpn_")) return null;
  const row = await getCoupon(scope, copy.slice(0, 40), now);
  if (!row) return null;
  const written: CouponInput = couponInputSchema.parse(writtenAs(row));
  const name = namedWithin((copied) => t("copyName", { name: copied }), row.name, 60);
  return { coupon: { ...written, name }, from: t("copyOf", { name: row.name }), templateId: null };
}
