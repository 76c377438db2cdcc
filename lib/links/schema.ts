import { z } from "zod";
import { eachJobInput } from "@/lib/jobs/schema";
import { imageIdPattern } from "@/lib/kernel/image";

/** The channels that every merchant has; others are the merchant's own (D3). */
export const builtInChannels = [
  { code: "on-site", colour: "#bc3a15", utm: { source: "site", medium: "on-site" } },
  { code: "email", colour: "#1d5fd0", utm: { source: "newsletter", medium: "email" } },
  { code: "sms", colour: "#187645", utm: { source: "sms", medium: "sms" } },
  { code: "social", colour: "#8b5cf6", utm: { source: "social", medium: "social" } },
  { code: "referral", colour: "#0e7490", utm: { source: "referral", medium: "referral" } },
  { code: "print", colour: "#64748b", utm: { source: "poster", medium: "print" } },
] as const;

/** That of links which stand on members' own pages: who opens one was brought there by something else, or by nothing. */
export const ON_SITE = builtInChannels[0].code;

export const isBuiltIn = (code: string) => builtInChannels.some((channel) => channel.code === code);

const channelCode = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9-]{1,29}$/, { message: "channel_code_form" });

const utmWord = z.string().trim().max(60).default("");

/** What an address tells the merchant's own statistics of where somebody came from; empty = nothing. */
export const utmSchema = z.strictObject({
  source: utmWord,
  medium: utmWord,
  campaign: utmWord,
  term: utmWord,
  content: utmWord,
});
export type LinkUtm = z.output<typeof utmSchema>;

export const targetTypes = ["activity", "pack", "store", "home", "menu"] as const;
export type TargetType = (typeof targetTypes)[number];
/** Whether that is a page of the whole merchant's, which has no id. */
export const isOfMerchant = (type: TargetType): type is "home" | "menu" => type === "home" || type === "menu";

/** What a link leads to: always one of the merchant's own pages, never an address that somebody typed (S-26). */
export const targetSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("activity"), id: z.string().startsWith("act_").max(40) }),
  z.strictObject({ type: z.literal("pack"), id: z.string().startsWith("pak_").max(40) }),
  // The menu as it is in one store.
  z.strictObject({ type: z.literal("store"), id: z.string().startsWith("str_").max(40) }),
  z.strictObject({ type: z.literal("home"), id: z.literal("").default("") }),
  z.strictObject({ type: z.literal("menu"), id: z.literal("").default("") }),
]);
export type LinkTarget = z.output<typeof targetSchema>;
/** What of these a link's maker looks for by its name. */
export const soughtTypes = ["activity", "pack", "store"] as const satisfies readonly TargetType[];
export type SoughtType = (typeof soughtTypes)[number];

/** A link as somebody asks for it. */
export const linkInputSchema = z.strictObject({
  target: targetSchema,
  channel: channelCode,
  name: z.string().trim().max(60).default(""),
  utm: utmSchema.default(utmSchema.parse({})),
  expiresAt: z.iso.datetime({ offset: true }).nullable().default(null),
});
export type LinkInput = z.output<typeof linkInputSchema>;

/** A channel of the merchant's own. Its code stays as it was made. */
export const channelInputSchema = z.strictObject({
  name: z.string().trim().min(1).max(40),
  code: channelCode,
  colour: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^#[0-9a-f]{6}$/, { message: "colour_form" }),
  utmSource: utmWord,
  utmMedium: utmWord,
});
export type ChannelInput = z.output<typeof channelInputSchema>;

/** Most channels of its own that a merchant may have. */
export const MAX_CHANNELS = 100;

/** The sizes of QR codes in pixels, and how far off a phone reads them, in centimetres. */
export const qrSizes = [
  { pixels: 258, centimetres: 50 },
  { pixels: 344, centimetres: 80 },
  { pixels: 430, centimetres: 100 },
  { pixels: 860, centimetres: 150 },
  { pixels: 1280, centimetres: 250 },
] as const;

export const qrFormats = ["png", "svg", "pdf"] as const;
export type QrFormat = (typeof qrFormats)[number];
export const qrDots = ["square", "rounded", "dot"] as const;
export const qrMarkers = ["square", "rounded"] as const;
/** The signs that everybody may put in the middle of a code; the last is the organisation's own. */
export const commonLogos = ["ticket", "gift", "percent", "bag", "cup", "heart", "star", "shop"] as const;

const hexColour = z.string().regex(/^#[0-9a-f]{6}$/);

/** What stands in the middle of a QR code. */
export const qrLogoSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("none") }),
  z.strictObject({ type: z.literal("common"), name: z.enum(commonLogos) }),
  z.strictObject({ type: z.literal("custom"), imageId: z.string().regex(imageIdPattern) }),
]);
export type QrLogo = z.output<typeof qrLogoSchema>;

/** How a QR code looks. */
export const qrLookSchema = z.strictObject({
  logo: qrLogoSchema.default({ type: "none" }),
  dark: hexColour.default("#1c1a17"),
  light: hexColour.default("#ffffff"),
  dots: z.enum(qrDots).default("square"),
  markers: z.enum(qrMarkers).default("square"),
});
export type QrLook = z.output<typeof qrLookSchema>;

/** What a person chose last in the promote dialog. */
export const promoteChoiceSchema = z.strictObject({
  channel: channelCode.default("social"),
  look: qrLookSchema.default(qrLookSchema.parse({})),
  sizes: z.array(z.int()).max(5).default([430]),
  format: z.enum(qrFormats).default("png"),
});
export type PromoteChoice = z.output<typeof promoteChoiceSchema>;

/** How young links may be asked to be, in days. */
export const linkAges = ["7", "30", "90"] as const;

/** What the list of links may be narrowed by. */
export const linkFilterSchema = z.strictObject({
  q: z.string().max(200).default(""),
  channels: z.array(z.string().max(30)).max(50).default([]),
  targets: z.array(z.enum(targetTypes)).max(10).default([]),
  state: z
    .array(z.enum(["live", "over"]))
    .max(2)
    .default([]),
  made: z.array(z.enum(linkAges)).max(1).default([]),
  /** Only these. */
  ids: z.array(z.string().max(40)).max(200).optional(),
});
export type LinkFilter = z.output<typeof linkFilterSchema>;

/** What can be done to many links at once, and what the job that does it is told. */
export const linkBulkSchema = z.enum(["disable", "enable"]);
export const linkJobSchema = eachJobInput(linkFilterSchema, { change: linkBulkSchema });

/** How long after opening a link what a member does is owed to it. */
export const OWED_DAYS = 30;

const visitSchema = z.object({
  ...{ merchant: z.string(), linkId: z.string(), at: z.iso.datetime() },
  /** Kept beside the visit by what brought them, which it does not replace. */
  onSite: z.literal(true).optional(),
});
export type LinkVisit = z.output<typeof visitSchema>;

/** So many visits are kept by one browser: of each shop the newest, and the newest that began on its own pages. */
export const VISITS_KEPT = 4;

/** By what a browser is told apart from others that open links. Nobody else can make one. */
export const visitorCookie = {
  name: "visitor",
  schema: z.string().regex(/^[\w-]{22}$/),
  seconds: 180 * 86_400,
} as const;

/**
 * Which links this browser opened last, one of each shop and one on its own pages, the newest first: they go with its person through signing in.
 * Nobody else can read or make one.
 */
export const visitCookie = {
  name: "visit",
  schema: z.union([
    z.array(visitSchema).max(VISITS_KEPT),
    // As browsers keep it that opened one before.
    visitSchema.transform((visit) => [visit]),
  ]),
  seconds: OWED_DAYS * 86_400,
} as const;
