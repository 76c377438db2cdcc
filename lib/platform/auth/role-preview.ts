import { cookies } from "next/headers";
import { PREVIEW_COOKIE, parsePreview, type RolePreview } from "@/lib/platform/auth/preview-text";

/** As what the browser that asks wants to look at this merchant (`parsePreview`). */
export async function readPreview(slug: string): Promise<RolePreview | null> {
  return parsePreview((await cookies()).get(PREVIEW_COOKIE)?.value, slug);
}
