import { timingSafeEqual } from "node:crypto";
import type { Instant } from "@/lib/kernel/time";
import { keyedHash } from "@/lib/platform/crypto";

/** How long a preview link shows the draft, in milliseconds. */
export const PREVIEW_MS = 7 * 86_400_000;

type Previewed = { readonly merchantId: string; readonly activityId: string };

const tokenUntil = ({ merchantId, activityId }: Previewed, until: number) =>
  `${until.toString(36)}.${keyedHash("page-preview", `${merchantId}.${activityId}.${until}`)}`;

/**
 * What a link proves itself with that shows the draft of an activity's page to whoever has it, until `until`: that time
 * and a hash over it and the activity that only this installation can make. Nothing is stored.
 */
export const previewToken = (of: Previewed, until: Instant): string => tokenUntil(of, until.getTime());

/** Whether the token is of this activity and its time is not over. */
export function isPreviewToken(token: string, of: Previewed, now: Instant): boolean {
  const until = Number.parseInt(/^([0-9a-z]{8,9})\.[\w-]{43}$/.exec(token)?.[1] ?? "", 36);
  if (!(until > now.getTime()) || until > now.getTime() + PREVIEW_MS) return false;
  const [right, shown] = [Buffer.from(tokenUntil(of, until)), Buffer.from(token)];
  return right.length === shown.length && timingSafeEqual(right, shown);
}
