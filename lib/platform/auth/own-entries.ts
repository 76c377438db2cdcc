import type { Door } from "@/lib/platform/auth/entries";
import type { Capability } from "@/lib/platform/auth/permissions";

/** What is somebody's own in the console; part of `entries`. */
export const ownEntries = {
  // console: one's own views, columns and drafts; which list or thing it is about is asked after by the use case
  "action:workspace/saveView": "console.enter",
  "action:workspace/deleteView": "console.enter",
  "action:workspace/chooseColumns": "console.enter",
  "action:workspace/chooseDefaultView": "console.enter",
  "action:workspace/saveDraft": "console.enter",
  "action:workspace/discardDraft": "console.enter",
  "query:workspace/listHabits": "console.enter",
  "query:workspace/listDrafts": "console.enter",
  "query:workspace/getDraft": "console.enter",
  "query:workspace/lastChange": "console.enter",
  "query:workspace/noticesSeenUntil": "console.enter",
  "action:workspace/seeNotices": "console.enter",
  // console: one's own account
  "page:/console/[merchant]/settings/profile": "console.enter",
  "page:/console/[merchant]/s/[store]/settings/profile": "console.enter",
  "query:merchants/ownAccount": "console.enter",
  "query:merchants/listOwnSessions": "console.enter",
  "action:merchants/changePassword": "signed_in_staff",
  "action:merchants/endOwnSession": "signed_in_staff",
  "action:merchants/endOtherSessions": "signed_in_staff",
  "action:merchants/savePreferences": "signed_in_staff",
} as const satisfies Record<string, Capability | Door>;
