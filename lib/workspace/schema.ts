import { z } from "zod";

/** The lists that have views and columns of one's own. A new list: a name here, and who reads it in check-list.ts. */
export const listNames = [
  "coupons",
  "coupon-records",
  "packs",
  "pack-purchases",
  "pack-orders",
  "pack-gifts",
  "pack-coupons",
  "activities",
  "participants",
  "links",
  "placements",
  "products",
  "categories",
  "stores",
  "members",
  "orders",
  "groups",
  "tags",
  "templates",
  "staff",
  "audit",
  "jobs",
  "api-keys",
  "webhooks",
] as const;
export type ListName = (typeof listNames)[number];

/** Lists that are searched by whom: what is typed there is somebody's name or phone, and no view keeps it (I-28). */
const searchedByPerson: ReadonlySet<string> = new Set([
  "coupon-records",
  "pack-purchases",
  "pack-orders",
  "pack-gifts",
  "pack-coupons",
  "participants",
  "members",
  "orders",
  "staff",
  "audit",
] satisfies ListName[]);

/** What a view of `list` keeps of what is shown. */
export const keptOf = <S extends { readonly q: string }>(list: ListName, state: S): S =>
  searchedByPerson.has(list) ? { ...state, q: "" } : state;

/** The forms whose beginnings are kept. None of them keeps a name or a phone (I-28): a member's own form is guarded instead. */
export const draftKinds = [
  "coupon",
  "template",
  "pack",
  "activity",
  "product",
  "order",
  "group",
  "plan",
  "store",
  "giving",
] as const;
export type DraftKind = (typeof draftKinds)[number];

/** Most views of one list that a person has, and that are shared in one merchant. */
export const VIEWS_OF_ONE = 30;
export const VIEWS_SHARED = 100;
/** Most drafts of one kind that a person has. */
export const DRAFTS_OF_ONE = 20;
/** Most characters of a draft's values as JSON. */
export const DRAFT_SIZE = 60_000;

const key = z.string().regex(/^[a-zA-Z][\w.-]{0,39}$/);
const columnsSchema = z.array(key).max(40);

/** What a view keeps: all that a list's address says but the page one is on. */
export const viewStateSchema = z.strictObject({
  q: z.string().max(100),
  filters: z.record(key, z.array(z.string().min(1).max(200)).min(1).max(50)).refine((filters) => {
    return Object.keys(filters).length <= 20;
  }),
  /** A key of the list's sorts, with "-" in front for descending. */
  sort: z.string().regex(/^-?[a-zA-Z]\w{0,39}$/),
  /** Null = each reader's own. */
  columns: columnsSchema.nullable(),
});
export type ViewState = z.infer<typeof viewStateSchema>;

export const viewId = z.string().startsWith("viw_").max(40);
export const draftId = z.string().startsWith("drf_").max(40);

/** A view as its owner names it. */
export const viewSchema = z.strictObject({
  list: z.enum(listNames),
  name: z.string().trim().min(1).max(40),
  shared: z.boolean(),
  state: viewStateSchema,
});
export type ViewInput = z.infer<typeof viewSchema>;

/** Which columns of a list somebody wants, in their order; null = as the product has them. */
export const columnChoiceSchema = z.strictObject({
  list: z.enum(listNames),
  columns: columnsSchema.min(1).nullable(),
});
export type ColumnChoice = z.infer<typeof columnChoiceSchema>;

/** The view a list opens with; null = the whole list. */
export const defaultViewSchema = z.strictObject({ list: z.enum(listNames), viewId: viewId.nullable() });
export type DefaultView = z.infer<typeof defaultViewSchema>;

/** The beginning of the newest notice that somebody was shown. */
export const noticesSeenSchema = z.strictObject({ until: z.iso.datetime() });
export type NoticesSeen = z.infer<typeof noticesSeenSchema>;

/** What is typed so far: `revision` 0 makes the draft, any other is the one last known of it. */
export const draftSchema = z.strictObject({
  kind: z.enum(draftKinds),
  draftId,
  revision: z.int().min(0),
  variant: z.string().max(40),
  title: z.string().trim().min(1).max(200),
  values: z
    .record(z.string(), z.unknown())
    .refine((values) => JSON.stringify(values).length <= DRAFT_SIZE, "draft_too_big"),
});
export type DraftInput = z.infer<typeof draftSchema>;
