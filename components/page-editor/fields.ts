import type { BlockType } from "@/lib/activities/schema/page";

/** A setting of a block: how it is asked for. `most` = characters, or points of a list. */
export type Field =
  | { readonly key: string; readonly as: "line" | "text" | "rich"; readonly most: number }
  | { readonly key: string; readonly as: "choice"; readonly options: readonly string[] }
  | { readonly key: string; readonly as: "switch" | "link" }
  | { readonly key: string; readonly as: "image"; readonly shape: "banner" | "free" }
  | { readonly key: string; readonly as: "items"; readonly most: number; readonly of: readonly Field[] };

const line = (key: string, most: number): Field => ({ key, as: "line", most });
const text = (key: string, most: number): Field => ({ key, as: "text", most });
const rich = (key: string, most: number): Field => ({ key, as: "rich", most });
const choice = (key: string, ...options: string[]): Field => ({ key, as: "choice", options });
const align = choice("align", "start", "centre");
const heading = line("heading", 60);

/** What each block asks for, in its order; the same limits as the schema's (schema/page.ts). */
export const fieldsOf: Readonly<Record<BlockType, readonly Field[]>> = {
  banner: [
    line("title", 80),
    text("text", 300),
    line("eyebrow", 40),
    { key: "image", as: "image", shape: "banner" },
    { key: "showPeriod", as: "switch" },
    align,
  ],
  action: [heading, line("label", 40), line("placeholder", 40), line("help", 120), line("button", 30)],
  prizes: [heading, choice("stock", "exact", "share", "none")],
  countdown: [choice("to", "end", "start"), line("label", 60)],
  heading: [line("text", 80), align],
  text: [rich("text", 5000), align],
  image: [{ key: "image", as: "image", shape: "free" }, line("caption", 120), { key: "href", as: "link" }],
  steps: [heading, { key: "items", as: "items", most: 6, of: [line("title", 60), text("text", 200)] }],
  faq: [heading, { key: "items", as: "items", most: 12, of: [line("question", 120), rich("answer", 1000)] }],
  button: [line("label", 40), { key: "href", as: "link" }, choice("look", "secondary", "primary")],
  share: [heading, text("text", 200)],
  my_prizes: [line("label", 40)],
  divider: [{ key: "gift", as: "switch" }],
  spacer: [choice("size", "small", "medium", "large")],
  rules: [heading, rich("text", 5000)],
};
