"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { tellJobsChanged } from "@/components/jobs/jobs-changed";
import { sendJobFile } from "@/components/jobs/send-file";
import { AudiencePicker } from "@/components/members/audience-picker";
import type { ActionPlace } from "@/components/ui/action-result";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { asRoute } from "@/components/ui/link";
import { NumberField } from "@/components/ui/number-field";
import { RadioGroup } from "@/components/ui/radio-group";
import { TextField } from "@/components/ui/text-field";
import { useRefusalWords, useResultWords } from "@/components/ui/use-refusal-words";
import { useRunAction } from "@/components/ui/use-run-action";
import { type Audience, namesNobody } from "@/lib/members/schema";
import { prepareGiving } from "@/lib/vouchers/actions";
import { ListFile } from "./list-file";

const sources = ["list", "file", "audience"] as const;
type Source = (typeof sources)[number];

type GiveFormProps = {
  couponId: string;
  where: ActionPlace;
  path: string;
  /** Most copies for one member, by role. */
  most: number;
};

/** C13, to whom the coupon is given: nothing is given before what comes of it was looked at. */
export function GiveForm({ couponId, where, path, most }: GiveFormProps) {
  const t = useTranslations("coupon-giving");
  const [source, setSource] = useState<Source>("list");
  const [text, setText] = useState("");
  const [file, setFile] = useState<File | null>(null);
  const [audience, setAudience] = useState<Audience>({ type: "all" });
  const [quantity, setQuantity] = useState<number | null>(1);
  const { problem, busy, prepare } = usePrepare(where, path);
  const wrongQuantity = quantity === null || quantity < 1 || quantity > most;
  const wrong = () => {
    if (wrongQuantity) return t("most", { most });
    if (source === "list" && text.trim() === "") return t("listMissing");
    if (source === "file" && !file) return t("fileMissing");
    return source === "audience" && namesNobody(audience) ? t("audienceMissing") : null;
  };
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
        className="grid grid-cols-[minmax(0,1fr)] gap-4"
        aria-busy={busy}
        onSubmit={(event) => {
          event.preventDefault();
          void prepare(wrong(), async () => ({ couponId, quantity, to: await to() }));
        }}
      >
        <div role="alert">{problem ? <Banner tone="danger">{problem}</Banner> : null}</div>
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
            value={text}
            onChange={setText}
            multiline
            rows={8}
            mono
          />
        ) : null}
        {source === "file" ? <ListFile name={file?.name ?? null} onFile={setFile} /> : null}
        {source === "audience" ? (
          <AudiencePicker
            label={t("audience")}
            value={audience}
            onChange={setAudience}
            merchant={where.merchant}
            store={where.store}
          />
        ) : null}
        <div className="max-w-48">
          <NumberField
            label={t("quantity")}
            help={t("most", { most })}
            value={quantity}
            onChange={setQuantity}
            isRequired
          />
        </div>
        <div className="flex justify-end">
          <Button type="submit" variant="primary" isPending={busy}>
            {t("preview")}
          </Button>
        </div>
      </form>
    </Card>
  );
}

type Giving = { couponId: string; quantity: number | null; to: object };

/** Has the giving prepared and goes to where it is looked at; says what stands against it. */
function usePrepare(where: ActionPlace, path: string) {
  const t = useTranslations("ui.form");
  const router = useRouter();
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const { run } = useRunAction(prepareGiving, where);
  const words = useResultWords();
  const refusalWords = useRefusalWords();
  const send = async (giving: Giving): Promise<string | null> => {
    if ("refusal" in giving.to) return refusalWords(giving.to.refusal as never);
    const result = await run({ giving }, { quiet: true });
    if (!result) return null;
    if (!result.ok) return words(result);
    tellJobsChanged();
    router.push(asRoute(`${path}/${result.value.givingId}`));
    return null;
  };
  const prepare = async (wrong: string | null, giving: () => Promise<Giving>) => {
    setProblem(wrong);
    if (wrong || busy) return;
    setBusy(true);
    setProblem(
      await giving()
        .then(send)
        .catch(() => t("lost")),
    );
    setBusy(false);
  };
  return { problem, busy, prepare };
}
