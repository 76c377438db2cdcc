import { AppError } from "@/lib/kernel/app-error";
import { refuse } from "@/lib/kernel/result";
import type { Scope } from "@/lib/platform/auth/scope";
import { acceptGift } from "@/lib/vouchers/accept-gift";
import { explainGift } from "@/lib/vouchers/explain-gift";
import { giftPath, type KeptGift } from "@/lib/vouchers/schema";

/** Somebody's wish to take a gift of the merchant at `slug`, from before they signed in. */
export type CompleteGift = KeptGift & { readonly memberId: string; readonly slug: string };

/**
 * Takes the gift that a member wanted before they signed in. Gives the page to go to: the coupon's, or the gift's with why not
 * (`refused=` and a code of `acceptGift`). What they could not use waits there, with the reasons, until they say so again. They are signed
 * in by now, so that a database that is busy is told there too.
 */
export async function completeGift(scope: Scope, wish: CompleteGift): Promise<string> {
  const { token, giftId, requestId, memberId, slug } = wish;
  const page = giftPath(token);
  const take = async () =>
    (await explainGift(scope, { giftId, memberId })).length > 0
      ? null
      : await acceptGift(scope, { requestId, giftId });
  const taken = await take().catch((error: unknown) => {
    if (error instanceof AppError) return refuse(error.code);
    throw error;
  });
  if (taken === null) return page;
  if (taken.ok) return `/m/${slug}/coupons/${taken.value.voucherId}?claimed=1`;
  return `${page}?${new URLSearchParams({ refused: taken.refusal.code })}`;
}
