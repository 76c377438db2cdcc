import { type PresetKey, presetCoupon } from "@/lib/coupons/rules/presets";
import type { CouponInput } from "@/lib/coupons/schema";
import { currencyDecimals } from "@/lib/kernel/minor-units";

type Translate = (key: string) => string;
type Moment = { currency: string; timeZone: string; now: Date };

/** A preset with its name in the reader's language and round sums of the currency; `t` reads `templates`. */
export function presetInWords(key: PresetKey, moment: Moment, t: Translate): CouponInput {
  const unitMinor = 10 ** Math.max(2, currencyDecimals(moment.currency));
  return presetCoupon(key, t(`presets.${key}.coupon`), { ...moment, unitMinor });
}
