import { answerFault } from "@/components/share/answer-fault";
import { appIconPath } from "@/components/share/app-icon";
import { themeColours } from "@/lib/merchants/rules/brand";
import { requireVisitor } from "@/lib/platform/auth/member-gates";

type Context = RouteContext<"/m/[merchant]/manifest.webmanifest">;

/** The merchant's member pages as an app of their own: its name, its colours and its icons. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  try {
    const { merchant } = await requireVisitor((await params).merchant);
    const home = `/m/${merchant.slug}`;
    const icon = (name: "192" | "512" | "maskable", side: number, purpose: "any" | "maskable") => ({
      ...{ src: appIconPath(merchant, name), sizes: `${side}x${side}`, type: "image/png", purpose },
    });
    const manifest = {
      ...{ id: home, start_url: home, scope: home, display: "standalone" },
      ...{ name: merchant.name, short_name: merchant.name, lang: merchant.locale },
      ...{ theme_color: themeColours(merchant.brandColour).light, background_color: "#faf9f7" },
      icons: [icon("192", 192, "any"), icon("512", 512, "any"), icon("maskable", 512, "maskable")],
    };
    const headers = { "content-type": "application/manifest+json", "cache-control": "public, max-age=300" };
    return new Response(JSON.stringify(manifest), { headers });
  } catch (error) {
    return answerFault(error);
  }
}
