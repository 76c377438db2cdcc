import type { AuditRow } from "@/lib/merchants/queries/audit";

/** What can be looked for by name: the actions that people and programs do. A new one has words and a line here. */
export const auditActions = [
  "coupon.create",
  "coupon.edit",
  "coupon.publish",
  "coupon.pause",
  "coupon.resume",
  "coupon.end",
  "coupon.archive",
  "coupon.restore",
  "coupon.delete",
  "coupon.set_quantity",
  "coupon.set_validity",
  "coupon.grant",
  "coupon.tag",
  "giving.prepare",
  "template.save",
  "template.rename",
  "template.delete",
  "activity.create",
  "activity.edit",
  "activity.publish",
  "activity.pause",
  "activity.resume",
  "activity.archive",
  "activity.restore",
  "activity.add_stock",
  "product.create",
  "product.edit",
  "product.archive",
  "product.restore",
  "category.create",
  "category.rename",
  "category.archive",
  "category.restore",
  "store.create",
  "store.edit",
  "store.archive",
  "store.restore",
  "merchant.edit",
  "merchant.brand",
  "setup.dismiss",
  "setup.restore",
  "api_key.create",
  "api_key.revoke",
  "payment.start",
  "payment.settle",
  "payment.refund",
  "webhook.create",
  "webhook.edit",
  "webhook.enable",
  "webhook.disable",
  "webhook.rotate_secret",
  "webhook.delete",
  "webhook.test",
  "webhook.replay",
  "alert.acknowledge",
  "member.look_up",
  "member.register",
  "member.edit",
  "group.create",
  "group.edit",
  "group.delete",
  "job.start",
  "job.cancel",
  "job.retry",
  "job.download",
  "member.access_export",
  "member.erase",
  "member.reveal",
  "member.tag",
  "member.tier",
  "member.adjust_account",
  "order.place",
  "order.pay",
  "order.complete",
  "order.cancel",
  "order.expire",
  "order.refund",
  "order.ask_refund",
  "order.withdraw_refund",
  "order.decline_refund",
  "voucher.redeem",
  "voucher.revoke",
  "plan.create",
  "plan.edit",
  "plan.delete",
  "plan.order",
  "tag.create",
  "tag.edit",
  "view.delete",
  "staff.sign_in",
  "staff.sign_in_by_recovery",
  "staff.sign_out",
  "staff.sign_out_everywhere",
  "staff.sign_out_others",
  "staff.invite",
  "staff.resend_invite",
  "staff.revoke_invite",
  "staff.join",
  "staff.change",
  "staff.deactivate",
  "staff.reactivate",
  "staff.request_access",
  "staff.decline_access",
  "staff.two_factor_on",
  "staff.two_factor_off",
  "staff.reset_two_factor",
  "staff.recovery_codes",
  "staff.change_password",
  "staff.request_reset",
  "staff.reset_password",
  "staff.preferences",
  "staff.denied",
] as const;

export const auditObjects = [
  "coupon",
  "coupon_template",
  "giving",
  "activity",
  "member",
  "voucher",
  "order",
  "member_group",
  "card_plan",
  "tag",
  "product",
  "category",
  "store",
  "merchant",
  "staff",
  "invite",
  "api_key",
  "webhook",
  "payment",
  "alert",
  "job",
  "view",
] as const;

type Words = { (key: string): string; has(key: string): boolean };

/** A code in words where there are some, else the code itself. */
export const codeWords = (t: Words, code: string) => {
  const key = code.replaceAll(".", "_");
  return t.has(key) ? t(key) : code;
};

/** Where an object can be looked at, after the console's address; null where it has no page. */
export function objectPath(type: string, id: string): string | null {
  const pages: Record<string, string> = {
    coupon: `coupons/${id}`,
    activity: `activities/${id}`,
    order: `orders/${id}`,
    member: `members/${id}`,
    product: `products/${id}`,
    store: `stores/${id}`,
    staff: `settings/staff/${id}`,
    merchant: "settings",
    invite: "settings/staff",
    category: "categories",
  };
  return pages[type] ?? null;
}

export type FieldChange = { readonly field: string; readonly before: unknown; readonly after: unknown };

const asRecord = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};

/** The fields an entry tells of, each as it was and as it became; undefined where there was or is nothing. */
export function fieldChanges({ before, after }: Pick<AuditRow, "before" | "after">): FieldChange[] {
  const [was, is] = [asRecord(before), asRecord(after)];
  const fields = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  return fields.map((field) => ({ field, before: was[field], after: is[field] }));
}
