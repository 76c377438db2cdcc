import { z } from "zod";
import { isCurrency } from "@/lib/kernel/currencies";
import { languages } from "@/lib/kernel/language";
import { MOST_LISTED } from "@/lib/kernel/listed";
import { isTimeZone } from "@/lib/kernel/time";
import { imageSchema } from "@/lib/merchants/schema/image";
import { otherLanguagesSchema } from "@/lib/merchants/schema/translations";
import type { Role } from "@/lib/platform/auth/scope";

/** A sign-in as typed. Nothing about how a good password looks is said here: only the hash decides. */
export const signInInputSchema = z.object({
  email: z.string().trim().toLowerCase().min(3).max(254),
  password: z.string().min(1).max(1000),
});
export type SignInInput = z.output<typeof signInInputSchema>;

const currency = z.string().refine(isCurrency, { message: "currency_unknown" });
const timeZone = z.string().refine(isTimeZone, { message: "zone_unknown" });

const clock = /^([01]\d|2[0-3]):[0-5]\d$/;

/** When a store is open on some days of its week, by its own clock; past midnight where `until` is before `from`. */
export const openingHoursSchema = z
  .strictObject({
    days: z.array(z.int().min(1).max(7)).min(1).max(7),
    from: z.string().regex(clock),
    until: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/),
  })
  .refine(({ from, until }) => from !== until, { message: "empty_hours", path: ["until"] });

/** A store as a person writes it (O1). */
export const storeInputSchema = z.strictObject({
  name: z.string().trim().min(1).max(60),
  address: z.string().trim().max(200).default(""),
  city: z.string().trim().max(60).default(""),
  /** Its name in the merchant's books; compared as written. */
  code: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z0-9_-]{0,20}$/, { message: "store_code_form" })
    .default(""),
  hours: z.array(openingHoursSchema).max(14).default([]),
  currency,
  timeZone,
  /** Sales-floor regions a coupon may be limited to. */
  regions: z
    .array(z.string().trim().min(1).max(40))
    .max(50)
    .default([])
    .refine((names) => new Set(names.map((name) => name.toLowerCase())).size === names.length, {
      message: "region_twice",
    }),
  /** What delivery costs of orders placed on member pages, in minor units of `currency`; null = the store does not deliver. */
  deliveryMinor: z.int().min(0).max(1_000_000_000_000).nullable().default(null),
});
export type StoreInput = z.output<typeof storeInputSchema>;

/** How orders are priced and refunded over the whole group: api.md's `PATCH /merchant`. */
export const orderRulesSchema = z.strictObject({
  maxVouchersPerOrder: z.int().min(1).max(20),
  refundBasis: z.enum(["units", "reprice"]),
});
export type OrderRules = z.output<typeof orderRulesSchema>;

/** Hosts of other sites that members may be sent to (S-26): bare names, no scheme, port or path. */
export const redirectHostsSchema = z
  .array(
    z
      .string()
      .trim()
      .toLowerCase()
      .max(253)
      .regex(/^(?!-)(?:[a-z0-9-]{1,63}\.)+[a-z]{2,63}$/, { message: "host_form" }),
  )
  .max(20);

/** The part of an image to keep, as shares of the whole, as an address says it. */
export const imageCropSchema = z.strictObject({
  x: z.coerce.number().min(0).max(1),
  y: z.coerce.number().min(0).max(1),
  width: z.coerce.number().min(0).max(1),
  height: z.coerce.number().min(0).max(1),
});

/** The group itself: its name, what its stores and activities start with, and its rules. What is left out stays. */
export const merchantInputSchema = z.strictObject({
  name: z.string().trim().min(1).max(60),
  currency,
  timeZone,
  locale: z.enum(languages),
  /** The languages its texts are written in beside `locale`. */
  otherLanguages: otherLanguagesSchema.optional(),
  ...orderRulesSchema.partial().shape,
  /** Null = none. */
  logo: imageSchema.nullable().optional(),
  /** Whether group admins and finance must have two-factor sign-in. */
  requireTwoFactor: z.boolean().optional(),
  redirectHosts: redirectHostsSchema.optional(),
});
export type MerchantInput = z.output<typeof merchantInputSchema>;

/** How members' pages look (C-121): null = as the product does. */
export const brandInputSchema = z.strictObject({
  brandColour: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^#[0-9a-f]{6}$/, { message: "colour_form" })
    .nullable(),
});
export type BrandInput = z.output<typeof brandInputSchema>;

export const emailSchema = z.string().trim().toLowerCase().max(254).pipe(z.email());

const staffRoles = [
  "group_admin",
  "marketer",
  "finance",
  "store_manager",
  "cashier",
  "analyst",
] as const satisfies readonly Role[];

/** Whether a role works in named stores only. */
export const worksInStores = (role: Role) => role === "store_manager" || role === "cashier";

const post = {
  role: z.enum(staffRoles),
  /** Where a store manager or cashier works; the other roles work everywhere. */
  storeIds: z.array(z.string().startsWith("str_").max(40)).max(MOST_LISTED),
};
type Post = { role: Role; storeIds: string[] };
const needsStores = ({ role, storeIds }: Post) => !worksInStores(role) || storeIds.length > 0;
const stores = { message: "choose_a_store", path: ["storeIds"] };
const settled = <T extends Post>(value: T): T => ({
  ...value,
  storeIds: worksInStores(value.role) ? [...new Set(value.storeIds)].sort() : [],
});

/** What somebody is to be at the merchant. */
export const staffPostSchema = z.strictObject(post).refine(needsStores, stores).transform(settled);
export type StaffPost = z.output<typeof staffPostSchema>;

/** Which post somebody has, told by what is in it: two that are the same have the same one. */
export const postRevision = ({ role, storeIds }: Pick<StaffPost, "role" | "storeIds">) =>
  [role, ...[...storeIds].sort()].join(" ");

/** Whom to invite, and as what. */
export const staffInviteSchema = z
  .strictObject({ email: emailSchema, ...post })
  .refine(needsStores, stores)
  .transform(settled);
export type StaffInvite = z.output<typeof staffInviteSchema>;

/** Under which key the object of an entry of the log stands among the names. */
export const auditKey = ({ objectType, objectId }: { objectType: string; objectId: string }) =>
  `${objectType}:${objectId}`;

/** What the audit log may be narrowed by; an export takes the same. */
export const auditFilterSchema = z.strictObject({
  q: z.string().max(200).default(""),
  actorIds: z.array(z.string().max(40)).max(50).default([]),
  actions: z.array(z.string().max(60)).max(50).default([]),
  objectType: z.string().max(40).optional(),
  /** Instants; `until` is exclusive. */
  from: z.iso.datetime().optional(),
  until: z.iso.datetime().optional(),
});
export type AuditFilter = z.output<typeof auditFilterSchema>;

/** How the console looks to a person, wherever they sign in (C-127). */
export const preferencesSchema = z.strictObject({
  locale: z.enum(["en", "zh-CN"]),
  theme: z.enum(["system", "light", "dark"]),
  density: z.enum(["comfortable", "compact"]),
  /** A time zone (IANA) whose times stand beside those of the place; `place` = none does. */
  zone: z.string().refine((zone) => zone === "place" || isTimeZone(zone), { message: "zone_unknown" }),
  /** Whether single keys are shortcuts (WCAG 2.1.4). */
  keys: z.enum(["on", "off"]),
});
export type Preferences = z.output<typeof preferencesSchema>;
/** What the store list may be narrowed and sorted by; an export takes the same. */
export const storeFilterSchema = z.strictObject({
  q: z.string().max(200).default(""),
  status: z
    .array(z.enum(["open", "archived"]))
    .max(2)
    .default(["open"]),
  currencies: z.array(currency).max(50).default([]),
  /** Only these. */
  ids: z.array(z.string().max(40)).max(200).optional(),
  sort: z.enum(["name", "created"]).default("name"),
  descending: z.boolean().default(false),
});
export type StoreFilter = z.output<typeof storeFilterSchema>;

export const staffFilterSchema = z.strictObject({
  q: z.string().max(200).default(""),
  roles: z.array(z.enum(staffRoles)).max(staffRoles.length).default([]),
  status: z.enum(["active", "deactivated"]).default("active"),
  storeIds: z.array(z.string().startsWith("str_").max(40)).max(MOST_LISTED).default([]),
  /** Only these. */
  ids: z.array(z.string().max(40)).max(200).optional(),
  descending: z.boolean().default(false),
});
export type StaffFilter = z.output<typeof staffFilterSchema>;

/** How long a new key is good, as chosen; `never` = until it is revoked. */
export const keyTerms = ["never", "30", "90", "365"] as const;

/** An API key as a person asks for it (O6). Which scopes there are is said by the permissions. */
export const apiKeyInputSchema = z.strictObject({
  name: z.string().trim().min(1).max(60),
  scopes: z.array(z.string().max(20)).min(1).max(20),
  /** Most requests in a minute, over all processes. */
  ratePerMinute: z.int().min(1).max(1_000_000),
  /** Days. */
  term: z.enum(keyTerms),
});
export type ApiKeyInput = z.output<typeof apiKeyInputSchema>;
