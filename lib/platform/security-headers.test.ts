import { describe, expect, it } from "vitest";
import { payOrigin } from "@/lib/platform/payments/pay-origin";
import { contentSecurityPolicy, surfaceOf } from "@/lib/platform/security-headers";

const directive = (policy: string, name: string) =>
  policy.split("; ").find((one) => one.startsWith(`${name} `));
const made = (surface: "console" | "editor" | "public", payAt: string | null) =>
  contentSecurityPolicy("n", surface, { development: false, payAt });

describe("the policy of a page", () => {
  it("lets a form lead to the provider's own page and to no other host, and only where members pay", () => {
    const stripe = payOrigin({ STRIPE_SECRET_KEY: "sk_test_1" });
    expect(directive(made("public", stripe), "form-action")).toBe(
      "form-action 'self' https://checkout.stripe.com",
    );
    expect(directive(made("console", stripe), "form-action")).toBe("form-action 'self'");
    expect(directive(made("public", null), "form-action")).toBe("form-action 'self'");
  });

  it("knows the provider that is in use, under a host of the merchant's own where there is one", () => {
    expect(payOrigin({})).toBeNull();
    expect(payOrigin({ PAYMENTS: "test", STRIPE_SECRET_KEY: "sk_test_1" })).toBeNull();
    const own = { STRIPE_SECRET_KEY: "sk_test_1", STRIPE_CHECKOUT_HOST: "pay.tea.example" };
    expect(payOrigin(own)).toBe("https://pay.tea.example");
  });

  it("runs no script of any other host, and none in eval", () => {
    for (const surface of ["console", "editor", "public"] as const) {
      expect(directive(made(surface, null), "script-src")).toBe(
        "script-src 'self' 'nonce-n' 'strict-dynamic'",
      );
    }
  });

  it("lets styles be written into the page editor alone, whose engine does, and nowhere else", () => {
    expect(directive(made("editor", null), "style-src")).toBe("style-src 'self' 'unsafe-inline'");
    for (const surface of ["console", "public"] as const) {
      expect(directive(made(surface, null), "style-src")).toBe("style-src 'self' 'nonce-n'");
    }
    expect(surfaceOf("/console/tea/activities/act_1/page")).toBe("editor");
    expect(surfaceOf("/console/tea/s/str_1/activities/act_1/page")).toBe("editor");
    for (const path of [
      "/console/tea/activities/act_1",
      "/console/tea/activities/act_1/page/x",
      "/console",
    ]) {
      expect(surfaceOf(path)).toBe("console");
    }
    expect(surfaceOf("/a/console/tea/activities/act_1/page")).toBe("public");
  });
});
