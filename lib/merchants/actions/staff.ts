"use server";

import { revalidatePath } from "next/cache";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { changeManyStaff as changeMany } from "@/lib/merchants/change-many-staff";
import { changeStaff as changePost, changeStaffState as changeState } from "@/lib/merchants/change-staff";
import { editBrand as changeBrand } from "@/lib/merchants/edit-brand";
import { INVITE_DAYS, type InviteWords, inviteStaff as invite } from "@/lib/merchants/invite-staff";
import { requestAccess as askAccess, declineAccess as decline } from "@/lib/merchants/request-access";
import { resendInvite as resend } from "@/lib/merchants/resend-invite";
import { resendInvites as resendMany } from "@/lib/merchants/resend-invites";
import { resetTwoFactor as resetFactor } from "@/lib/merchants/reset-two-factor";
import { revokeInvite as revoke } from "@/lib/merchants/revoke-invite";
import { brandInputSchema, staffInviteSchema, staffPostSchema } from "@/lib/merchants/schema";
import { type ActionCall, staffAction } from "@/lib/platform/action";
import { type Merchant, staffSession } from "@/lib/platform/auth/gates";
import { type Capability, permissions } from "@/lib/platform/auth/permissions";
import type { Role } from "@/lib/platform/auth/scope";
import { AT_ONCE } from "@/lib/platform/each-one";
import { env } from "@/lib/platform/env";
import { exactLocale } from "@/lib/platform/locale";
import { mailWords } from "@/lib/platform/mail-words";

const requestId = z.string().min(8).max(64);
const staffId = z.string().startsWith("stf_").max(40);
const inviteId = z.string().startsWith("inv_").max(40);
const capability = z.custom<Capability>(
  (value) => typeof value === "string" && Object.hasOwn(permissions, value),
);

function shownAnew<T>(result: T): T {
  revalidatePath("/console/[merchant]", "layout");
  return result;
}

/** The mail of an invite: in the merchant's language, since the reader's is unknown. */
async function inviteWords(merchant: Merchant, role: Role): Promise<InviteWords> {
  const locale = exactLocale(merchant.locale) ?? "en";
  const [roles, session] = await Promise.all([
    getTranslations({ locale, namespace: "common.roles" }),
    staffSession(),
  ]);
  const until = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: merchant.timeZone });
  return (token) =>
    mailWords(locale, "invite", {
      merchant: merchant.name,
      by: session?.name ?? merchant.name,
      role: roles(role),
      until: until.format(Date.now() + INVITE_DAYS * 86_400_000),
      link: `${env().BASE_URL}/invite/${token}`,
    });
}

const inviteAction = staffAction(
  { capability: "staff.manage", input: z.strictObject({ requestId, invite: staffInviteSchema }) },
  async ({ scope, merchant, input }) => {
    const words = await inviteWords(merchant, input.invite.role);
    return shownAnew(await invite(scope, { ...input, words }));
  },
);
export async function inviteStaff(call: ActionCall) {
  return await inviteAction(call);
}

const resendAction = staffAction(
  { capability: "staff.manage", input: z.strictObject({ requestId, inviteId }) },
  async ({ scope, merchant, input }) =>
    shownAnew(await resend(scope, { ...input, words: (role) => inviteWords(merchant, role) })),
);
export async function resendInvite(call: ActionCall) {
  return await resendAction(call);
}

const resendManyAction = staffAction(
  {
    capability: "staff.manage",
    input: z.strictObject({
      requestId,
      choice: z.strictObject({ ids: z.array(inviteId).min(1).max(AT_ONCE) }),
      change: z.literal("resend"),
    }),
  },
  async ({ scope, merchant, input }) => {
    const invites = input.choice.ids.map((id) => ({ id, name: "" }));
    const words = (role: Role) => inviteWords(merchant, role);
    return shownAnew(await resendMany(scope, { requestId: input.requestId, invites, words }));
  },
);
/** Sends the chosen invites again; each has its own outcome. */
export async function resendInvites(call: ActionCall) {
  return await resendManyAction(call);
}

const revokeAction = staffAction(
  { capability: "staff.manage", input: z.strictObject({ requestId, inviteId }) },
  async ({ scope, input }) => shownAnew(await revoke(scope, input)),
);
export async function revokeInvite(call: ActionCall) {
  return await revokeAction(call);
}

const changeStaffAction = staffAction(
  {
    capability: "staff.manage",
    input: z.strictObject({ requestId, staffId, revision: z.string().max(25_000), post: staffPostSchema }),
  },
  async ({ scope, input }) => shownAnew(await changePost(scope, input)),
);
export async function changeStaff(call: ActionCall) {
  return await changeStaffAction(call);
}

const changeStateAction = staffAction(
  {
    capability: "staff.manage",
    input: z.strictObject({ requestId, staffId, change: z.enum(["deactivate", "reactivate"]) }),
  },
  async ({ scope, input }) => shownAnew(await changeState(scope, input)),
);
export async function changeStaffState(call: ActionCall) {
  return await changeStateAction(call);
}

const changeManyAction = staffAction(
  {
    capability: "staff.manage",
    input: z.strictObject({
      requestId,
      choice: z.strictObject({ ids: z.array(staffId).min(1).max(AT_ONCE) }),
      change: z.enum(["deactivate", "reactivate"]),
    }),
  },
  async ({ scope, input: { choice, ...request } }) => {
    const staff = choice.ids.map((id) => ({ id, name: "" }));
    return shownAnew(await changeMany(scope, { ...request, staff }));
  },
);
/** Ends the access of the chosen people, or gives it back; each has its own outcome. */
export async function changeManyStaff(call: ActionCall) {
  return await changeManyAction(call);
}

const resetTwoFactorAction = staffAction(
  { capability: "staff.manage", input: z.strictObject({ requestId, staffId }) },
  async ({ scope, input }) => shownAnew(await resetFactor(scope, input)),
);
export async function resetTwoFactor(call: ActionCall) {
  return await resetTwoFactorAction(call);
}

const requestAccessAction = staffAction(
  { capability: "console.enter", input: z.strictObject({ requestId, capability }) },
  async ({ scope, input }) => shownAnew(await askAccess(scope, input)),
);
export async function requestAccess(call: ActionCall) {
  return await requestAccessAction(call);
}

const declineAction = staffAction(
  {
    capability: "staff.manage",
    input: z.strictObject({ requestId, accessRequestId: z.string().startsWith("acr_").max(40) }),
  },
  async ({ scope, input }) => shownAnew(await decline(scope, input)),
);
export async function declineAccess(call: ActionCall) {
  return await declineAction(call);
}

const editBrandAction = staffAction(
  {
    capability: "settings.write",
    input: z.strictObject({ requestId, revision: z.int().min(1), brand: brandInputSchema }),
  },
  async ({ scope, input }) => shownAnew(await changeBrand(scope, input)),
);
export async function editBrand(call: ActionCall) {
  return await editBrandAction(call);
}
