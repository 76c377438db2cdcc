import { z } from "zod";
import { ask, type Reply, type Wish } from "@/bench/chaos/http";
import type { Answer, Call } from "@/bench/chaos/recorder";
import type { Stage } from "@/bench/chaos/stage";

const won = z.object({ vouchers: z.array(z.object({ id: z.string() })).min(1) });
const problem = z.object({ code: z.string() });

/** The request that says a call, as the member page's script or another system sends it. */
export function wishOf(stage: Stage, call: Call, isFirst: boolean): Wish {
  const { target, requestId } = call;
  const { baseUrl, apiKey, world } = stage;
  const member = world.members[call.member];
  if (!member) throw new Error("there is no such member");
  const common = {
    host: new URL(baseUrl).host,
    "content-type": "application/json",
    accept: "application/json",
  };
  if (call.path === "page")
    return {
      method: "POST",
      path: `/api/member/activities/${target.slug}/claim`,
      headers: { ...common, origin: baseUrl, cookie: member.cookie },
      body: JSON.stringify({ password: target.password, requestId, first: isFirst }),
    };
  return {
    method: "POST",
    path: `/api/v1/activities/${target.activityId}/participations`,
    headers: { ...common, authorization: `Bearer ${apiKey}`, "idempotency-key": requestId },
    body: JSON.stringify({ memberId: member.id, password: target.password }),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** What a reply to a claim says. Whatever is neither a win nor a refusal leaves the client in the dark. */
export function answerOf({ status, body, why }: Pick<Reply, "status" | "body" | "why">): Answer {
  if (status === 200) {
    const read = won.safeParse(parsed(body));
    if (read.success) return { kind: "ok", vouchers: read.data.vouchers.map(({ id }) => id).sort() };
  }
  if (status === 409) {
    const read = problem.safeParse(parsed(body));
    if (read.success) return { kind: "refused", code: read.data.code };
  }
  return { kind: "unknown", why: status === 0 ? why : String(status) };
}

/** Sends a call once to this port and records what came of it. */
export async function send(
  stage: Stage,
  call: Call,
  port: number,
  isQuiet = false,
): Promise<Answer & { ms: number }> {
  const reply = await ask(port, wishOf(stage, call, call.tries === 0 && !isQuiet));
  const answer = answerOf(reply);
  const { recorder } = stage;
  recorder.note(call, answer, isQuiet);
  const isProper = [0, 200, 409, 429, 503].includes(reply.status);
  if (!isProper) recorder.wrong.push(`a claim was answered ${reply.status}`);
  if (reply.status === 503 && reply.headers["retry-after"] === undefined)
    recorder.wrong.push("a 503 came without Retry-After");
  return { ...answer, ms: reply.ms };
}
