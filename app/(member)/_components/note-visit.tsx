import { after } from "next/server";
import { noteVisit } from "@/lib/links/note-visit";
import { visitCookie } from "@/lib/links/schema";
import { requireVisitor } from "@/lib/platform/auth/member-gates";
import { log } from "@/lib/platform/log";
import { readSealedCookie } from "@/lib/platform/sealed-cookie";

/** Tells the links by which this browser came, the oldest first, of the member who is signed in now, once the page is sent. Shows nothing. */
export async function NoteVisit({ merchant }: { merchant: string }) {
  const visits = (await readSealedCookie(visitCookie))?.filter((one) => one.merchant === merchant) ?? [];
  if (visits.length === 0) return null;
  const { scope, member } = await requireVisitor(merchant);
  if (!member) return null;
  after(async () => {
    for (const { linkId, at } of visits.toReversed())
      await noteVisit(scope, { linkId, at }).catch((err: unknown) =>
        log.error("a visit was not noted", { err }),
      );
  });
  return null;
}
