import { api } from "@/lib/api";
import { staticSecurityHeaders } from "@/lib/platform/security-headers";

// On a host of its own making (server.ts) the app is asked before Next; here it is for hosts that run Next alone.
export const dynamic = "force-dynamic";

async function answer(request: Request): Promise<Response> {
  const response = await api.fetch(request);
  // Next puts these on every answer itself and would send them twice.
  for (const [name] of staticSecurityHeaders()) response.headers.delete(name);
  return response;
}

export {
  answer as DELETE,
  answer as GET,
  answer as HEAD,
  answer as OPTIONS,
  answer as PATCH,
  answer as POST,
  answer as PUT,
};
