import type postgres from "postgres";

type Read = (text: string) => unknown;

const number: Read = (text) => Number(text);
const text: Read = (value) => value;
const json: Read = (value) => JSON.parse(value);

/** Array types of Postgres itself, whose numbers never change, and how one element is read. */
const ARRAYS: readonly (readonly [name: string, oid: number, read: Read])[] = [
  ["bool", 1000, (value) => value === "t"],
  ["int2", 1005, number],
  ["int4", 1007, number],
  ["text", 1009, text],
  ["bpchar", 1014, text],
  ["varchar", 1015, text],
  // A bigint may be more than a number holds, and is text outside of arrays too.
  ["int8", 1016, text],
  ["float4", 1021, number],
  ["float8", 1022, number],
  ["json", 199, json],
  ["jsonb", 3807, json],
  ["uuid", 2951, text],
];

/** Reads an array of any depth as Postgres writes it; an unquoted NULL is null, bounds before the braces are passed over. */
export function parseArray(source: string, read: Read): unknown[] {
  const stack: unknown[][] = [[]];
  // Braces and commas, a quoted element, or a bare one.
  for (const [token] of source.slice(source.indexOf("{")).matchAll(/[{},]|"(?:[^"\\]|\\.)*"|[^{},"]+/gs)) {
    const top = stack.at(-1) ?? [];
    if (token === "{") {
      const inner: unknown[] = [];
      top.push(inner);
      stack.push(inner);
    } else if (token === "}") stack.pop();
    else if (token.startsWith('"')) top.push(read(token.slice(1, -1).replace(/\\(.)/gs, "$1")));
    else if (token !== ",") top.push(token === "NULL" ? null : read(token));
  }
  const [whole] = stack[0] ?? [];
  return Array.isArray(whole) ? whole : [];
}

/** Writes an array of any depth for Postgres; what is no array is taken for written already, as Drizzle does it. */
export function writeArray(value: unknown, isJson = false): unknown {
  if (!Array.isArray(value)) return value;
  const items = value.map((item: unknown) => {
    if (item === null || item === undefined) return "NULL";
    if (Array.isArray(item) && !isJson) return writeArray(item);
    const plain = isJson ? JSON.stringify(item) : String(item);
    return `"${plain.replace(/[\\"]/g, "\\$&")}"`;
  });
  return `{${items.join(",")}}`;
}

/**
 * Array types for the driver. Its own way is to ask each new connection for them, and a connection that ends during that
 * question is a rejection nobody can catch.
 */
export const arrayTypes: Record<string, postgres.PostgresType> = Object.fromEntries(
  ARRAYS.map(([name, oid, read]) => [
    `${name}s`,
    {
      to: oid,
      from: [oid],
      parse: (source: string) => parseArray(source, read),
      serialize: (value: unknown) => writeArray(value, read === json),
    },
  ]),
);
