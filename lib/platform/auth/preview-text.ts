import { type Role, roles } from "@/lib/platform/auth/scope";

/** The cookie that a group admin's browser sets while they look at the console as another role. */
export const PREVIEW_COOKIE = "preview";

/** Another role to look as, and the store that a role of one store is looked at in. */
export type RolePreview = { readonly role: Role; readonly storeId: string | null };

/** Whether a role works in stores of its own, and is looked at in one. */
export const inStores = (role: Role) => role === "store_manager" || role === "cashier";

/** A preview as the cookie holds it (`parsePreview`). */
export function previewText(slug: string, { role, storeId }: RolePreview): string {
  return [slug, role, ...(storeId ? [storeId] : [])].join("~");
}

/**
 * As what this browser wants to look at the merchant: written `<slug>~<role>` or `<slug>~<role>~<store>`. Null for none,
 * for another merchant, and for what is none. It proves nothing and gives nothing: whoever asks holds it against what the
 * person may anyway.
 */
export function parsePreview(text: string | undefined, slug: string): RolePreview | null {
  const [of, name, store] = (text ?? "").split("~");
  const role = roles.find((one) => one === name);
  if (of !== slug || !role || role === "group_admin") return null;
  if (!inStores(role)) return { role, storeId: null };
  return store ? { role, storeId: store } : null;
}
