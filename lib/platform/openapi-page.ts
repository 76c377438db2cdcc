import { createHash } from "node:crypto";
import { staticSecurityHeaders } from "@/lib/platform/security-headers";

type Json = { readonly [name: string]: unknown };
type Operation = {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly parameters: readonly Json[];
  readonly requestBody?: { readonly content: Json };
  readonly responses: Readonly<Record<string, Json>>;
};
type Told = { readonly summary: string; readonly requestBody: { readonly content: Json } };
type OpenApi = {
  readonly info: { readonly title: string; readonly description: string };
  readonly servers: readonly { readonly url: string }[];
  readonly tags: readonly { readonly name: string }[];
  readonly webhooks: Readonly<Record<string, { readonly post: Told }>>;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly responses: Readonly<Record<string, { readonly description: string }>> };
};

const style = `:root{color-scheme:light dark;--line:light-dark(#d6d9e0,#3a3f4b);--soft:light-dark(#f4f5f8,#1c2029);--ink:light-dark(#14171f,#eceef3);--dim:light-dark(#4b5263,#aeb5c4);--link:light-dark(#1d4ed8,#93b4ff)}
*{box-sizing:border-box}body{margin:0;font:15px/1.55 system-ui,sans-serif;color:var(--ink);background:light-dark(#fff,#12151c)}
a{color:var(--link)}code,pre{font:13px/1.5 ui-monospace,monospace}
.page{display:grid;grid-template-columns:minmax(0,1fr);gap:2rem;max-width:72rem;margin:0 auto;padding:1.5rem}
@media(min-width:60rem){.page{grid-template-columns:16rem minmax(0,1fr)}nav{position:sticky;top:1.5rem;align-self:start;max-height:calc(100vh - 3rem);overflow:auto}}
nav ul{list-style:none;margin:0 0 1rem;padding:0}nav li a{display:block;padding:.2rem 0;text-decoration:none;overflow-wrap:anywhere}
h1{font-size:1.6rem;margin:0 0 .5rem}h2{font-size:1.2rem;margin:2rem 0 .75rem;text-transform:capitalize}nav h2{font-size:.85rem;margin:.5rem 0 .25rem}
article{border:1px solid var(--line);border-radius:.75rem;padding:1rem;margin:0 0 1rem;scroll-margin-top:1rem}
h3{font-size:1rem;margin:0 0 .25rem;overflow-wrap:anywhere}.method{display:inline-block;min-width:3.5rem;font-weight:700}
p{margin:.25rem 0 .75rem}.dim{color:var(--dim)}summary{cursor:pointer;padding:.25rem 0;font-weight:600}
pre{background:var(--soft);border:1px solid var(--line);border-radius:.5rem;padding:.75rem;overflow:auto;white-space:pre-wrap;overflow-wrap:anywhere;margin:.25rem 0 .75rem}
.table{overflow-x:auto}table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;border-top:1px solid var(--line);padding:.35rem .75rem .35rem 0}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}`;

/** The page runs no script and loads nothing: its one style is named by its hash. */
export const docsHeaders: Readonly<Record<string, string>> = {
  ...Object.fromEntries(staticSecurityHeaders().map(([name, value]) => [name.toLowerCase(), value])),
  "content-security-policy": `default-src 'none'; style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`,
  "content-type": "text/html; charset=utf-8",
  "cache-control": "public, max-age=300",
};

const escaped = (text: string) => text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
/** Text with `code` in it. */
const prose = (text: string) =>
  escaped(text)
    .replace(/`([^`]+)`/g, "<code>$1</code>")
    .replaceAll("\n", "<br>");
const code = (value: unknown) => `<pre tabindex="0">${escaped(JSON.stringify(value, null, 2))}</pre>`;

function schemaIn(content: unknown): unknown {
  const [first] = Object.values((content ?? {}) as Readonly<Record<string, { readonly schema?: unknown }>>);
  return first?.schema;
}

function parametersTable(parameters: readonly Json[]): string {
  const own = parameters.filter((one) => typeof one.name === "string");
  const withKey = parameters.length > own.length;
  const rows = own.map((one) => {
    const where = `${one.in}${one.required ? ", required" : ""}`;
    const { type = "", enum: values, ...rest } = (one.schema ?? {}) as Json;
    const words = Array.isArray(values) ? values.join(" | ") : [type, ...limits(rest)].join(" ");
    return `<tr><td><code>${escaped(String(one.name))}</code></td><td>${where}</td><td>${escaped(words)}</td></tr>`;
  });
  if (withKey)
    rows.push(`<tr><td><code>Idempotency-Key</code></td><td>header</td><td>done once for a key</td></tr>`);
  if (rows.length === 0) return "";
  return `<div class="table"><table><thead><tr><th scope="col">Parameter</th><th scope="col">In</th><th scope="col">What</th></tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
}

const limits = (schema: Json) =>
  ["minimum", "maximum", "minLength", "maxLength", "default"].flatMap((name) =>
    schema[name] === undefined ? [] : [`${name} ${schema[name]}`],
  );

function operationPart(path: string, method: string, operation: Operation, document: OpenApi): string {
  const { operationId, summary, description, parameters, requestBody, responses } = operation;
  const statuses = Object.keys(responses)
    .filter((status) => status !== "200")
    .map((status) => {
      const own = responses[status]?.description ?? document.components.responses[status]?.description;
      return `<tr><td>${status}</td><td>${prose(String(own ?? ""))}</td></tr>`;
    });
  const body = requestBody
    ? `<details><summary>Body</summary>${code(schemaIn(requestBody.content))}</details>`
    : "";
  return `<article id="${operationId}"><h3><span class="method">${method.toUpperCase()}</span> <code>${escaped(path)}</code></h3>
<p>${escaped(summary)}</p><p class="dim">${prose(description)}</p>${parametersTable(parameters)}${body}
<details><summary>Answer</summary>${code(schemaIn(responses["200"]?.content))}</details>
<details><summary>Other statuses</summary><div class="table"><table><thead><tr><th scope="col">Status</th><th scope="col">When</th></tr></thead><tbody>${statuses.join("")}</tbody></table></div></details></article>`;
}

/** The events that webhooks are told of: of each type what it is about, and what stands in its `data`. */
function eventsTable(webhooks: OpenApi["webhooks"]): string {
  const rows = Object.entries(webhooks).map(([type, { post }]) => {
    const { properties } = schemaIn(post.requestBody.content) as {
      readonly properties: {
        readonly subjectId: { readonly description: string };
        readonly data: { readonly required: readonly string[] };
      };
    };
    const data = properties.data.required.map((name) => `<code>${escaped(name)}</code>`).join(" ");
    return `<tr><td><code>${escaped(type)}</code></td><td>${prose(post.summary)}</td><td>${prose(properties.subjectId.description)}</td><td>${data}</td></tr>`;
  });
  return `<div class="table"><table><thead><tr><th scope="col">Type</th><th scope="col">When</th><th scope="col"><code>subjectId</code></th><th scope="col">In <code>data</code></th></tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
}

/** The document as a page for people, without script: what it says, and how to sign in and check signatures. */
export function openApiPage(given: Json): string {
  const document = given as unknown as OpenApi;
  const { info, tags, paths, servers, webhooks } = document;
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const of = (tag: string) => all.filter(({ operation }) => operation.tags.includes(tag));
  const menu = tags.map(({ name }) => {
    const links = of(name).map(
      ({ path, method, operation }) =>
        `<li><a href="#${operation.operationId}">${method.toUpperCase()} ${escaped(path)}</a></li>`,
    );
    return `<h2>${escaped(name)}</h2><ul>${links.join("")}</ul>`;
  });
  const parts = tags.map(({ name }) => {
    const operations = of(name).map(({ path, method, operation }) =>
      operationPart(path, method, operation, document),
    );
    return `<section><h2>${escaped(name)}</h2>${operations.join("")}</section>`;
  });
  const base = servers[0]?.url ?? "";
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escaped(info.title)}</title><style>${style}</style></head><body><div class="page"><nav aria-label="Calls">${menu.join("")}</nav><main>
<h1>${escaped(info.title)}</h1><p>${prose(info.description)}</p><p>As a document for programs: <a href="openapi.json">openapi.json</a>.</p>
<pre tabindex="0">curl ${escaped(base)}/merchant -H "Authorization: Bearer sk_…"</pre>${parts.join("")}
<section id="events"><h2>Events</h2><p>A webhook is sent <code>{ "id", "type", "createdAt", "subjectId", "data" }</code>. It asks for types, or for all of a subject: <code>order.*</code>.</p>${eventsTable(webhooks)}</section>
<section id="signatures"><h2>Webhook signatures</h2><p>Each call brings <code>Scrip-Signature: t=&lt;seconds&gt;,v1=&lt;hex&gt;</code>. Compute HMAC-SHA256 over <code>t</code>, a dot and the very bytes of the body, with the webhook’s secret as the key; compare with each <code>v1</code> in constant time, and refuse what is older than five minutes. <code>Scrip-Event-Id</code> is the same in every attempt: what came before is answered 200 and does nothing.</p>
<pre tabindex="0">const [t, ...v1] = header.split(",").map((part) =&gt; part.split("=")[1]);
const mine = createHmac("sha256", secret).update(\`\${t}.\${body}\`).digest("hex");
const isGood = v1.some((one) =&gt; timingSafeEqual(Buffer.from(one), Buffer.from(mine)));</pre></section>
</main></div></body></html>`;
}
