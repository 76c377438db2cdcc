import { notFound } from "next/navigation";
import { toBuffer, toString as toText } from "qrcode";
import { getActivity } from "@/lib/activities/queries/activities";
import { staffGate } from "@/lib/platform/auth/gates";
import { env } from "@/lib/platform/env";

type Context = { params: Promise<{ merchant: string; store?: string; activity: string }> };

const look = { errorCorrectionLevel: "M", margin: 4 } as const;

/** The activity's address as a QR code to download: SVG, or PNG of 1,024 px. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { activity: activityId, ...place } = await params;
  const { scope } = await staffGate(place, "activity.read");
  const activity = await getActivity(scope, activityId);
  if (!activity) notFound();
  const link = `${env().BASE_URL}/a/${activity.slug}`;
  const svg = new URL(request.url).searchParams.get("format") === "svg";
  const body = svg
    ? await toText(link, { ...look, type: "svg" })
    : new Uint8Array(await toBuffer(link, { ...look, type: "png", width: 1024 }));
  const name = encodeURIComponent(`${activity.slug}.${svg ? "svg" : "png"}`);
  return new Response(body, {
    headers: {
      "content-type": svg ? "image/svg+xml" : "image/png",
      "content-disposition": `attachment; filename*=UTF-8''${name}`,
      "cache-control": "private, no-store",
    },
  });
}
