import { inTransaction } from "@/db/transaction";
import { lockPerson } from "@/lib/merchants/repository/staff";
import { preferencesSchema } from "@/lib/merchants/schema";
import { staffMerchants } from "@/lib/platform/auth/gates";
import { homeOf } from "@/lib/platform/auth/permissions";
import { writePreferences } from "@/lib/platform/auth/preference-cookies";
import { writeSessionCookie } from "@/lib/platform/auth/session-cookie";
import { goTo } from "@/lib/platform/go-to";
import { safePath } from "@/lib/platform/safe-path";

/**
 * Puts a new sign-in into the browser, with how the person likes the console to look, and leads to where they wanted to
 * go: a path of the console or of an invite, else where their role begins at their merchant, else the choice among several.
 */
export async function enterConsole(
  { staffId, sessionId }: { readonly staffId: string; readonly sessionId: string },
  next: string,
): Promise<never> {
  await writeSessionCookie("staff", null, sessionId);
  const person = await inTransaction((tx) => lockPerson(tx, staffId));
  const preferences = preferencesSchema.safeParse(person?.preferences);
  if (preferences.success) await writePreferences(preferences.data);
  const asked = safePath(next, ["/console", "/invite", "/sign-in/two-factor"]);
  if (asked && asked !== "/console") goTo(asked);
  const [only, ...others] = await staffMerchants(staffId);
  goTo(only && others.length === 0 ? `/console/${only.slug}${homeOf(only.role)}` : "/sign-in/choose");
}
