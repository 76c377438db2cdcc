import { createHash } from "node:crypto";
import type { Context } from "hono";
import { createTranslator } from "use-intl/core";
import { formatMoney } from "@/lib/kernel/money";
import { answerHeaders } from "@/lib/platform/api-problem";
import { unknownPath } from "@/lib/platform/api-route";
import { type Locale, preferredLocale } from "@/lib/platform/locale";
import { providerNamed } from "@/lib/platform/payments/choose-provider";
import {
  chooseTestPayment,
  findTestPayment,
  type TestChoice,
  type TestPayment,
  tellTestPayment,
  testChoices,
} from "@/lib/platform/payments/test-desk";

const style = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
body{margin:0;display:grid;place-items:center;min-height:100vh;background:Canvas;color:CanvasText}
main{box-sizing:border-box;width:100%;max-width:26rem;padding:1.5rem}
h1{font-size:1.25rem;margin:0 0 .25rem}p{margin:.25rem 0 1rem}
.sum{font-size:2rem;font-weight:650;margin:1rem 0}
form{display:grid;gap:.75rem}
button{font:inherit;min-height:3rem;padding:.5rem 1rem;border-radius:.6rem;border:1px solid;background:Canvas;color:CanvasText;cursor:pointer;text-align:start}
button:first-of-type{background:light-dark(#1d4ed8,#1e40af);color:#fff;border-color:transparent;font-weight:600}
button:focus-visible{outline:3px solid light-dark(#1d4ed8,#93c5fd);outline-offset:2px}
small{display:block;font-weight:400}
.way{margin:1rem 0}a{color:inherit;display:inline-block;padding:.75rem 0}
.note{border:1px dashed;border-radius:.6rem;padding:.5rem .75rem}`;
const styleHash = `'sha256-${createHash("sha256").update(style).digest("base64")}'`;

const escaped = (text: string) => text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);

const linkTo = (url: string | null, words: string) =>
  url === null ? "" : `<p class="way"><a href="${escaped(url)}">${escaped(words)}</a></p>`;

async function wordsOf(locale: Locale) {
  const file: { default: Record<string, string> } = await import(
    `../../../messages/${locale}/test-payment.json`
  );
  return createTranslator({ locale, messages: file.default });
}

function isId(id: string): boolean {
  return /^tpy_[0-9a-z]{26}$/.test(id);
}

async function paymentOf(c: Context): Promise<TestPayment | null> {
  const id = c.req.param("id") ?? "";
  return providerNamed("test") && isId(id) ? await findTestPayment(id) : null;
}

/**
 * The page a payer is sent to by the test provider: what is paid, a button for each thing that can happen, and the way back for
 * who does not pay, who may come again.
 */
export async function showTestPayment(c: Context): Promise<Response> {
  const payment = await paymentOf(c);
  if (!payment) return unknownPath(c);
  const locale = preferredLocale(c.req.header("accept-language") ?? "");
  const t = await wordsOf(locale);
  const buttons = testChoices.map(
    (choice) =>
      `<button name="choice" value="${choice}">${escaped(t(`${choice}.label`))}<small>${escaped(t(`${choice}.help`))}</small></button>`,
  );
  const isOpen = payment.state === "open" && payment.lateAt === null;
  const way = isOpen
    ? `<form method="post">${buttons.join("")}</form>${linkTo(payment.cancelUrl, t("cancel"))}`
    : `<p>${escaped(t("over"))}</p>${linkTo(payment.returnUrl, t("back"))}`;
  const sum = formatMoney(payment.amountMinor, payment.currency, locale);
  const html = `<!doctype html><html lang="${locale}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>${escaped(t("title"))}</title><style>${style}</style></head>
<body><main><h1>${escaped(t("title"))}</h1><p>${escaped(payment.description)}</p><p class="sum">${escaped(sum)}</p>
<p class="note">${escaped(t("note"))}</p>${way}</main></body></html>`;
  return new Response(html, {
    headers: {
      ...answerHeaders,
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": `default-src 'none'; style-src ${styleHash}; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
    },
  });
}

/** Does what the payer chose, tells the merchant's side, and sends the payer back. */
export async function chooseOnTestPage(c: Context): Promise<Response> {
  const payment = await paymentOf(c);
  if (!payment) return unknownPath(c);
  const form = new URLSearchParams((await c.req.text()).slice(0, 200));
  const choice = testChoices.find((one): one is TestChoice => one === form.get("choice"));
  const now = choice ? await chooseTestPayment(payment.id, choice) : payment;
  // What is not taken now is told again by the job.
  if (now) await tellTestPayment(now);
  const headers = { ...answerHeaders, location: payment.returnUrl };
  return new Response(null, { status: 303, headers });
}
