import { after } from "next/server";
import { noteVisit } from "@/lib/links/note-visit";
import { visitCookie } from "@/lib/links/schema";
import { requireVisitor } from "@/lib/platform/auth/member-gates";
import { log } from "@/lib/platform/log";
import { readSealedCookie } from "@/lib/platform/sealed-cookie";

/** Tells the link by which this browser came of the member who is signed in now, once the page is sent. Shows nothing. */
export async function NoteVisit({ merchant }: { merchant: string }) {
  const visit = (await readSealedCookie(visitCookie))?.find((one) => one.merchant === merchant);
  if (!visit) return null;
  const { scope, member } = await requireVisitor(merchant);
  if (!member) return null;
  const { linkId, at } = visit;
  after(async () => {
    await noteVisit(scope, { linkId, at }).catch((err: unknown) =>
      log.error("a visit was not noted", { err }),
    );
  });
  return null;
}
