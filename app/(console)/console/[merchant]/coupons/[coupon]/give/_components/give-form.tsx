"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useMemo, useRef, useState } from "react";
import { tellJobsChanged } from "@/components/jobs/jobs-changed";
import { sendJobFile } from "@/components/jobs/send-file";
import { AudiencePicker } from "@/components/members/audience-picker";
import type { ActionPlace } from "@/components/ui/action-result";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { LeaveGuard } from "@/components/ui/leave-guard";
import { asRoute } from "@/components/ui/link";
import { NumberField } from "@/components/ui/number-field";
import { RadioGroup } from "@/components/ui/radio-group";
import { TextField } from "@/components/ui/text-field";
import { useRefusalWords, useResultWords } from "@/components/ui/use-refusal-words";
import { useRunAction } from "@/components/ui/use-run-action";
import { DraftLine } from "@/components/workspace/draft-line";
import { type DraftStart, useKeptDraft } from "@/components/workspace/use-draft";
import { type Audience, namesNobody } from "@/lib/members/schema/audience";
import { prepareGiving, reachOfGiving } from "@/lib/vouchers/actions";
import { ListFile } from "./list-file";

const sources = ["list", "file", "audience"] as const;
type Source = (typeof sources)[number];

/** What is kept as a draft: a list of phones is not (I-28), whoever pasted one is asked before they leave it. */
export type GiveDraft = { source: Source; audience: Audience; quantity: number | null };

/** What stands against it: at a field, or over all. */
type Problem = { at: "to" | "quantity" | null; words: string };

type GiveFormProps = {
  coupon: { id: string; name: string };
  values: GiveDraft;
  draft: DraftStart;
  where: ActionPlace;
  path: string;
  /** Most copies for one member, by role. */
  most: number;
};

/** C13, to whom the coupon is given: nothing is given before what comes of it was looked at. */
export function GiveForm({ coupon, values, draft: start, where, path, most }: GiveFormProps) {
  const t = useTranslations("coupon-giving");
  const [source, setSource] = useState(values.source);
  const [text, setText] = useState("");
  const [file, setFile] = useState<File | null>(null);
  const [audience, setAudience] = useState(values.audience);
  const [quantity, setQuantity] = useState(values.quantity);
  const kept = useMemo(() => ({ source, audience, quantity }), [source, audience, quantity]);
  const draft = useKeptDraft(kept, {
    ...{ kind: "giving", variant: coupon.id, start, where },
    titleOf: (typed) => (typed.source === "audience" ? coupon.name : ""),
  });
  const { problem, busy, isSent, prepare } = usePrepare(where, path, draft.settled);
  const wrong = (): Problem | null => {
    if (source === "list" && text.trim() === "") return { at: "to", words: t("listMissing") };
    if (source === "file" && !file) return { at: "to", words: t("fileMissing") };
    if (source === "audience" && namesNobody(audience)) return { at: "to", words: t("audienceMissing") };
    const isFew = quantity !== null && quantity >= 1 && quantity <= most;
    return isFew ? null : { at: "quantity", words: t("most", { most }) };
  };
  const at = (field: Problem["at"]) => (problem?.at === field ? problem.words : undefined);
  const isTyped =
    source === "list"
      ? text.trim() !== ""
      : source === "file"
        ? file !== null
        : !["saved", "none"].includes(draft.status.type);
  const form = useRef<HTMLFormElement>(null);
  // One error at a time: its field is where one goes on.
  useEffect(() => {
    if (problem?.at)
      form.current?.querySelector<HTMLElement>("[aria-invalid=true], [data-invalid] input")?.focus();
  }, [problem]);
  const to = async (): Promise<object> => {
    if (source === "list") return { type: "list", text };
    if (source === "audience") return { type: "audience", audience };
    if (!file) throw new Error("no file was chosen");
    const sent = await sendJobFile(where.merchant, "vouchers.readList", file);
    return "refusal" in sent ? sent : { type: "file", fileId: sent.fileId };
  };
  return (
    <Card title={t("title")}>
      <form
        ref={form}
        noValidate
        className="grid grid-cols-[minmax(0,1fr)] gap-4"
        aria-busy={busy}
        onSubmit={(event) => {
          event.preventDefault();
          void prepare(wrong(), async () => ({
            giving: { couponId: coupon.id, quantity, to: await to() },
            draftId: draft.id,
          }));
        }}
      >
        <LeaveGuard
          active={isTyped && !busy && !isSent}
          keep={source === "audience" ? draft.keep : undefined}
        />
        <div role="alert">{at(null) ? <Banner tone="danger">{at(null)}</Banner> : null}</div>
        <RadioGroup
          label={t("toWhom")}
          variant="segments"
          value={source}
          onChange={(value) => setSource(sources.find((one) => one === value) ?? "list")}
          options={sources.map((value) => ({ value, label: t(`sources.${value}`) }))}
        />
        {source === "list" ? (
          <TextField
            label={t("list")}
            help={t("listHelp")}
            error={at("to")}
            value={text}
            onChange={setText}
            multiline
            rows={8}
            mono
          />
        ) : null}
        {source === "file" ? <ListFile name={file?.name ?? null} error={at("to")} onFile={setFile} /> : null}
        {source === "audience" ? (
          <AudiencePicker
            label={t("audience")}
            error={at("to")}
            value={audience}
            onChange={setAudience}
            merchant={where.merchant}
            store={where.store}
            reachOf={reachOfGiving}
          />
        ) : null}
        <div className="max-w-48">
          <NumberField
            label={t("quantity")}
            help={t("most", { most })}
            error={at("quantity")}
            value={quantity}
            onChange={setQuantity}
            isRequired
          />
        </div>
        {source === "audience" ? <DraftLine status={draft.status} none={t("draftNone")} /> : null}
        <div className="flex justify-end">
          <Button type="submit" variant="primary" isPending={busy}>
            {t("preview")}
          </Button>
        </div>
      </form>
    </Card>
  );
}

type Asked = { giving: { couponId: string; quantity: number | null; to: object }; draftId: string };
const fieldOf: Record<string, Problem["at"]> = {
  grant_cap: "quantity",
  list_empty: "to",
  list_too_long: "to",
};

/** Has the giving prepared and goes to where it is looked at; says what stands against it. */
function usePrepare(where: ActionPlace, path: string, settled: () => Promise<() => void>) {
  const t = useTranslations("ui.form");
  const router = useRouter();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const [isSent, setSent] = useState(false);
  const { run } = useRunAction(prepareGiving, where);
  const words = useResultWords();
  const refusalWords = useRefusalWords();
  const send = async (asked: Asked): Promise<Problem | null> => {
    const { to } = asked.giving;
    if ("refusal" in to) return { at: "to", words: refusalWords(to.refusal as never) };
    const made = await settled();
    const result = await run(asked, { quiet: true });
    if (!result) return null;
    if (!result.ok) {
      const at = result.kind === "refused" ? (fieldOf[result.refusal.code] ?? null) : null;
      return { at, words: words(result) ?? t("lost") };
    }
    made();
    setSent(true);
    tellJobsChanged();
    router.push(asRoute(`${path}/${result.value.givingId}`));
    return null;
  };
  const prepare = async (wrong: Problem | null, asked: () => Promise<Asked>) => {
    setProblem(wrong);
    if (wrong || busy) return;
    setBusy(true);
    setProblem(
      await asked()
        .then(send)
        .catch(() => ({ at: null, words: t("lost") })),
    );
    setBusy(false);
  };
  return { problem, busy, isSent, prepare };
}
