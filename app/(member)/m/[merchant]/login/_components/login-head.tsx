import { getTranslations } from "next-intl/server";
import { PlainBanner } from "@/components/ui/plain";
import { getActivityHead } from "@/lib/activities/queries/member-pages";
import { keptClaimCookie } from "@/lib/activities/schema";
import { activityPath } from "@/lib/activities/schema/path";
import { keptPurchaseCookie } from "@/lib/packs/schema";
import type { Scope } from "@/lib/platform/auth/scope";
import { safePath } from "@/lib/platform/safe-path";
import { readSealedCookie } from "@/lib/platform/sealed-cookie";
import { giftPath, keptGiftCookie } from "@/lib/vouchers/schema";

/** Where sign-in leads to: the page the member came from, else their coupons. */
export function wantedPath(next: string | string[] | undefined, merchantSlug: string): string {
  return safePath(typeof next === "string" ? next : null, ["/a", "/g", "/m"]) ?? `/m/${merchantSlug}/coupons`;
}

/** Whether signing in will complete a claim: a password is kept for the page it leads back to. */
async function hasKeptClaim(scope: Scope, next: string): Promise<boolean> {
  const kept = await readSealedCookie(keptClaimCookie);
  const activity = kept ? await getActivityHead(scope, kept.activityId) : null;
  return activity !== null && next === activityPath(activity.slug);
}

/** Whether signing in will go on with a purchase: a pack was about to be bought on the page it leads back to. */
export async function hasKeptPurchase(next: string): Promise<boolean> {
  const kept = await readSealedCookie(keptPurchaseCookie);
  return kept !== null && next.endsWith(`/packs/${kept.packId}`);
}

/** Whether signing in will take a gift: its link was being answered with yes on the page it leads back to. */
async function hasKeptGift(next: string): Promise<boolean> {
  const kept = await readSealedCookie(keptGiftCookie);
  return kept !== null && next === giftPath(kept.token);
}

/** Whether signing in will get them what they asked for, a claim's or a friend's gift. */
export async function getsGift(scope: Scope, next: string): Promise<boolean> {
  return (await hasKeptClaim(scope, next)) || (await hasKeptGift(next));
}

/** The title of a sign-in step; somebody on the way to a gift or a pack is told that it waits for them. */
export async function LoginHead(props: { scope: Scope; title: string; text: string; next: string }) {
  const { scope, title, text, next } = props;
  const t = await getTranslations("member.login");
  const isBuying = await hasKeptPurchase(next);
  return (
    <>
      {isBuying ? (
        <PlainBanner tone="success" title={t("buyTitle")}>
          {t("buyText")}
        </PlainBanner>
      ) : null}
      {(await hasKeptClaim(scope, next)) ? (
        <PlainBanner tone="success" title={t("keptTitle")}>
          {t("keptText")}
        </PlainBanner>
      ) : null}
      {(await hasKeptGift(next)) ? (
        <PlainBanner tone="success" title={t("keptTitle")}>
          {t("giftText")}
        </PlainBanner>
      ) : null}
      <div className="grid gap-1">
        <h1 className="text-2xl font-bold">{title}</h1>
        <p className="text-ink-2">{text}</p>
      </div>
    </>
  );
}
