"use server";

import { revalidatePath } from "next/cache";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { refuse } from "@/lib/kernel/result";
import { changeStoreState as changeStore } from "@/lib/merchants/change-store-state";
import { changeStores as changeEach } from "@/lib/merchants/change-stores";
import { createStore as openStore } from "@/lib/merchants/create-store";
import { dismissSetup as putSetupAway } from "@/lib/merchants/dismiss-setup";
import { editMerchant as changeMerchant } from "@/lib/merchants/edit-merchant";
import { editStore as saveStore } from "@/lib/merchants/edit-store";
import { endSession } from "@/lib/merchants/end-session";
import { enterConsole } from "@/lib/merchants/enter-console";
import { listStores } from "@/lib/merchants/queries";
import {
  merchantInputSchema,
  signInInputSchema,
  storeFilterSchema,
  storeInputSchema,
} from "@/lib/merchants/schema";
import { signInStaff } from "@/lib/merchants/sign-in-staff";
import { type ActionCall, answerForm, staffAction } from "@/lib/platform/action";
import { staffSession } from "@/lib/platform/auth/gates";
import { pendingSignIn } from "@/lib/platform/auth/pending-sign-in";
import { clearSessionCookie } from "@/lib/platform/auth/session-cookie";
import { AT_ONCE, withMissing } from "@/lib/platform/each-one";
import { type FormAnswer, refusalWords, textOf } from "@/lib/platform/form-answer";
import { goTo } from "@/lib/platform/go-to";
import { requestFacts } from "@/lib/platform/request";
import { writeSealedCookie } from "@/lib/platform/sealed-cookie";

/** The sign-in form of staff. The password is never given back. */
export async function signIn(_: FormAnswer, form: FormData): Promise<FormAnswer> {
  const t = await getTranslations("auth.signIn");
  const values = { email: textOf(form, "email").slice(0, 254) };
  const parsed = signInInputSchema.safeParse({ email: values.email, password: textOf(form, "password") });
  if (!parsed.success) {
    const wrong = new Set(parsed.error.issues.map((issue) => issue.path[0]));
    const errors = {
      ...(wrong.has("email") ? { email: t("emailMissing") } : {}),
      ...(wrong.has("password") ? { password: t("passwordMissing") } : {}),
    };
    return { errors, values };
  }
  return await answerForm(async () => {
    const { address, userAgent, requestId } = await requestFacts();
    const before = await staffSession();
    const previous = before ? { sessionId: before.sessionId, staffId: before.id } : null;
    const result = await signInStaff({ ...parsed.data, address, userAgent, requestId, previous });
    if (!result.ok) return { error: await refusalWords(result.refusal, "UTC"), values };
    const next = textOf(form, "next").slice(0, 2000);
    if (result.value.step === "code") {
      const { staffId, mark } = result.value;
      await writeSealedCookie(pendingSignIn, { staffId, mark, next });
      goTo("/sign-in/code");
    }
    await enterConsole(result.value, next);
    return {};
  });
}

/** Ends the sign-in of this browser. */
export async function signOut(): Promise<void> {
  await leave(false);
}

/** Ends the person's sign-ins in every browser. */
export async function signOutEverywhere(): Promise<void> {
  await leave(true);
}

async function leave(everywhere: boolean): Promise<never> {
  const session = await staffSession();
  if (session) {
    const { id: staffId, sessionId } = session;
    await endSession({ ...(await requestFacts()), staffId, sessionId, everywhere });
  }
  await clearSessionCookie("staff", null);
  goTo("/sign-in");
}

const requestId = z.string().min(8).max(64);
const storeId = z.string().startsWith("str_").max(40);
const revision = z.int().min(1);

/** The frame, lists and pickers of the whole console name stores and the organisation. */
function shownAnew<T>(result: T): T {
  revalidatePath("/console/[merchant]", "layout");
  return result;
}

const createStoreAction = staffAction(
  { capability: "store.write", input: z.strictObject({ requestId, store: storeInputSchema }) },
  async ({ scope, input }) => shownAnew(await openStore(scope, input)),
);
export async function createStore(call: ActionCall) {
  return await createStoreAction(call);
}

const editStoreAction = staffAction(
  {
    capability: "store.write",
    input: z.strictObject({ requestId, storeId, revision, store: storeInputSchema }),
  },
  async ({ scope, input }) => shownAnew(await saveStore(scope, input)),
);
export async function editStore(call: ActionCall) {
  return await editStoreAction(call);
}

const changeStoreAction = staffAction(
  {
    capability: "store.write",
    input: z.strictObject({ requestId, storeId, change: z.enum(["archive", "restore"]) }),
  },
  async ({ scope, input }) => shownAnew(await changeStore(scope, input)),
);
export async function changeStoreState(call: ActionCall) {
  return await changeStoreAction(call);
}

const changeStoresAction = staffAction(
  {
    capability: "store.write",
    input: z.strictObject({
      requestId,
      choice: z.union([
        z.strictObject({ ids: z.array(storeId).min(1).max(AT_ONCE) }),
        z.strictObject({ filter: storeFilterSchema }),
      ]),
      change: z.enum(["archive", "restore"]),
    }),
  },
  async ({ scope, input: { choice, ...request } }) => {
    const asked = "ids" in choice ? { ids: choice.ids, status: [] } : choice.filter;
    const { rows, nextCursor } = await listStores(scope, { ...asked, size: AT_ONCE });
    if (nextCursor) return refuse("too_many_at_once", { most: AT_ONCE });
    return shownAnew(await changeEach(scope, { ...request, stores: withMissing(choice, rows) }));
  },
);
/** Closes the chosen stores or opens them again; each has its own outcome. */
export async function changeStores(call: ActionCall) {
  return await changeStoresAction(call);
}

const editMerchantAction = staffAction(
  {
    capability: "settings.write",
    input: z.strictObject({ requestId, revision, merchant: merchantInputSchema }),
  },
  async ({ scope, input }) => shownAnew(await changeMerchant(scope, input)),
);
export async function editMerchant(call: ActionCall) {
  return await editMerchantAction(call);
}

const dismissSetupAction = staffAction(
  { capability: "settings.write", input: z.strictObject({ requestId, dismissed: z.boolean() }) },
  async ({ scope, input }) => shownAnew(await putSetupAway(scope, input)),
);
export async function dismissSetup(call: ActionCall) {
  return await dismissSetupAction(call);
}
