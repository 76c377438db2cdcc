import { z } from "zod";
import { packInput } from "@/components/packs/form-input";
import type { PackForm } from "@/components/packs/form-values";
import { type PackSale, packInputSchema } from "@/lib/packs/schema";

const fields: Readonly<Record<string, string>> = {
  from: "salesFrom",
  until: "salesUntil",
  limit: "purchaseLimit",
  limitPerDay: "purchaseLimitPerDay",
};

/** Choices that were made but left empty; the codes have words in `refusals`. */
function emptyChoices(form: PackForm): { path: string; code: string }[] {
  const isPaid = form.type === "paid";
  const all = [
    { path: "contents", code: "no_coupons_chosen", wrong: form.contents.length === 0 },
    {
      path: "firstContents",
      code: "no_coupons_chosen",
      wrong: form.method === "recurring" && form.content === "different" && form.firstContents.length === 0,
    },
    { path: "channels", code: "no_channel_chosen", wrong: isPaid && form.channels.length === 0 },
    {
      path: "quantity",
      code: "no_quantity",
      wrong: isPaid && form.supply === "limited" && form.quantity === null,
    },
    {
      path: "storeIds",
      code: "choose_a_store",
      wrong: isPaid && form.stores === "some" && form.storeIds.length === 0,
    },
  ];
  return all.filter((choice) => choice.wrong).map(({ path, code }) => ({ path, code }));
}

/** The field of the form that a complaint about the pack belongs to. */
export function fieldPath(path: readonly PropertyKey[], form: PackForm): PropertyKey[] {
  const [part, field = "", ...inner] = path;
  if (part === "sale") {
    if (field === "redirectUrl") return [form.redirect === "page" ? "redirectPage" : "redirectUrl"];
    return [fields[String(field)] ?? field];
  }
  if (part !== "contents") return [...path];
  if (field === "items" || field === "firstItems") {
    const list = field === "items" ? "contents" : "firstContents";
    const [at, name, of] = inner;
    if (name === undefined || name === "couponId") return [list];
    return [list, at ?? 0, name === "starts" && of !== undefined && of !== "type" ? "startsAfter" : name];
  }
  const last = String(path.at(-1));
  if (inner.includes("weekdays")) return ["weekdays"];
  return [last === "day" ? "dayOfMonth" : last];
}

/** The schema of a pack's form: the pack's own schema behind it, its findings at the form's fields. */
export function packFormSchema(timeZone: string, kept?: PackSale): z.ZodType<PackForm, PackForm> {
  return z.custom<PackForm>().superRefine((form, context) => {
    const empty = emptyChoices(form);
    for (const { path, code } of empty) context.addIssue({ code: "custom", path: [path], message: code });
    const parsed = packInputSchema.safeParse(packInput(form, timeZone, kept), { reportInput: true });
    for (const issue of parsed.error?.issues ?? []) {
      const path = fieldPath(issue.path, form);
      if (!empty.some((choice) => choice.path === path[0])) context.addIssue({ ...issue, path });
    }
  });
}
