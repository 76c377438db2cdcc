/** A statement that would stop, break or lose something while the code of before is at work, and why. */
export type UnsafeStatement = { readonly statement: string; readonly why: string };

type Rule = { readonly why: string; readonly breaks: (statement: string, existing: boolean) => boolean };

const has = (pattern: RegExp) => (statement: string) => pattern.test(statement);

/** `existing`: the statement's table was there before this file. */
const rules: readonly Rule[] = [
  {
    why: "an index on a table in use is built with `concurrently`, in a file that begins with -- no-transaction",
    breaks: (text, existing) => existing && /^create (unique )?index (?!concurrently)/.test(text),
  },
  {
    why: "a concurrent build is repeated when it was cut off: say `if not exists`",
    breaks: has(/^create (unique )?index concurrently (?!if not exists)/),
  },
  {
    why: "a constraint on a table in use is added `not valid` and validated by a statement of its own, in a later file",
    breaks: (text, existing) =>
      existing &&
      /\badd (constraint|check|foreign key|unique|primary key)\b/.test(text) &&
      !/\bnot valid\b|\busing index\b/.test(text),
  },
  {
    why: "a changed type rewrites or breaks the column: add a column, copy in batches, drop the old one later",
    breaks: (text, existing) => existing && /\balter (column )?\S+ (set data )?type\b/.test(text),
  },
  {
    why: "`set not null` reads the whole table under its strongest lock: validate a CHECK first, and say so",
    breaks: (text, existing) => existing && /\bset not null\b/.test(text),
  },
  {
    why: "the code of before does not fill this column: give it a default or let it be null",
    breaks: (text, existing) =>
      existing && /\badd column\b(?!.*\bdefault\b).*\bnot null\b/.test(text) && !/\bgenerated\b/.test(text),
  },
  { why: "the code of before still says the old name", breaks: has(/\brename (to|column|constraint)\b/) },
  {
    why: "the code of before may still use it: drop it when no code does, and say so",
    breaks: (text) =>
      !/^drop index concurrently/.test(text) && /\bdrop (?!not null\b|expression\b)\w/.test(text),
  },
  {
    why: "rows are changed in small batches by a job, not in a migration",
    breaks: (text, existing) => existing && /^(update|delete from|truncate)\b/.test(text),
  },
  {
    why: "takes the table from everybody",
    breaks: has(/^(lock|cluster|vacuum full|reindex(?!.*concurrently))\b/),
  },
];

const tableOf =
  /^(?:create (?:unique )?index .*? on (?:only )?|alter table (?:if exists )?(?:only )?|update (?:only )?|delete from (?:only )?|truncate (?:table )?|create trigger .*? on )"?(?:public"?\."?)?(\w+)/;

/**
 * What of a migration is not safe while old code runs (reliability.md section 5). A table made in the same file is
 * nobody's yet; `-- safe: <why>` in a statement lets it through.
 */
export function unsafeStatements(file: string): UnsafeStatement[] {
  const outside = /^--\s*no-transaction\b/.test(file);
  const parts = statementsOf(file);
  const made = new Set(parts.map(({ text }) => /^create table (?:if not exists )?"?(\w+)/.exec(text)?.[1]));
  const statements = parts.flatMap(({ text, isMarked }) => {
    if (isMarked) return [];
    const table = tableOf.exec(text)?.[1];
    const existing = !made.has(table);
    const broken = rules.filter((rule) => rule.breaks(text, existing)).map(({ why }) => why);
    if (!outside && /\bconcurrently\b/.test(text)) {
      broken.push("`concurrently` needs a file that begins with -- no-transaction");
    }
    return broken.map((why) => ({ statement: text.slice(0, 120), why }));
  });
  return [...statements, ...rowsChangedInBlocks(file)];
}

const CHANGES_ROWS = /\b(?:insert into|update (?:only )?"?\w+"?(?: (?:as )?\w+)? set|delete from|truncate)\b/;

// A block that runs at once may change as many rows as a statement may; a function's body only runs when it is called.
function rowsChangedInBlocks(file: string): UnsafeStatement[] {
  const blocks = file.matchAll(/\bdo\s+(?:language\s+\w+\s+)?(\$\w*\$)([\s\S]*?)\1/gi);
  return [...blocks].flatMap(([, , body = ""]) => {
    if (SAFE.test(body)) return [];
    const text = body.replace(/--.*$/gm, "").replace(/\s+/g, " ").trim().toLowerCase();
    if (!CHANGES_ROWS.test(text)) return [];
    return [
      {
        statement: `do … ${text.slice(0, 110)}`,
        why: "rows are changed by a job, not in a migration's block",
      },
    ];
  });
}

const SAFE = /--[^\S\n]*safe:[^\S\n]*\S/;

// Lower case, one space, without comments; a function's body is not looked into. A semicolon in a comment ends no statement.
function statementsOf(file: string): { text: string; isMarked: boolean }[] {
  return file
    .replace(/(\$\w*\$)[\s\S]*?\1/g, "'…'")
    .replace(/--(?!>).*$/gm, (comment) => comment.replaceAll(";", ","))
    .split(/--> statement-breakpoint|;/)
    .map((part) => ({
      isMarked: SAFE.test(part),
      text: part.replace(/--.*$/gm, "").replace(/\s+/g, " ").trim().toLowerCase(),
    }))
    .filter(({ text }) => text !== "");
}
