"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FileChoice } from "@/components/jobs/file-choice";
import { tellJobsChanged } from "@/components/jobs/jobs-changed";
import { type FilePreview, previewFile } from "@/components/jobs/preview-file";
import { sendJobFile } from "@/components/jobs/send-file";
import { consolePath } from "@/components/merchants/console-path";
import type { ActionPlace } from "@/components/ui/action-result";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { asRoute } from "@/components/ui/link";
import { MultiSelect } from "@/components/ui/multi-select";
import { useRefusalWords, useResultWords } from "@/components/ui/use-refusal-words";
import { useRunAction } from "@/components/ui/use-run-action";
import { importMembers } from "@/lib/members/actions/directory";
import type { MemberImportMapping } from "@/lib/members/schema/import";
import { guessColumns } from "./guess-columns";
import { ImportColumns } from "./import-columns";
import { ImportTemplate } from "./import-template";

type ImportFormProps = {
  place: ActionPlace;
  tags: readonly { id: string; name: string }[];
  /** Of phones without a country code. */
  country: string;
};
type Chosen = { file: File; preview: FilePreview };

/** C-60, members out of a file: choose it, say what its columns are, and let the work go on in the background. */
export function ImportForm({ place, tags, country }: ImportFormProps) {
  const t = useTranslations("members.import");
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [mapping, setMapping] = useState<MemberImportMapping>(() => guessColumns([]));
  const [tagIds, setTagIds] = useState<string[]>([]);
  const [despiteErasure, setDespiteErasure] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const { start, sent } = useImport(place, setProblem);
  const take = async (file: File | undefined) => {
    if (!file) return;
    const preview = await previewFile(file);
    setChosen(preview && { file, preview });
    setMapping(guessColumns(preview?.header ?? []));
    setProblem(preview ? null : t("unreadable"));
  };
  return (
    <div className="grid gap-4">
      {problem ? <Banner tone="danger">{problem}</Banner> : null}
      <Card title={t("file")} actions={<ImportTemplate />}>
        <FileChoice name={chosen?.file.name ?? null} onFile={(file) => void take(file)} />
      </Card>
      {chosen ? (
        <>
          <Card title={t("columns")}>
            <ImportColumns {...{ mapping, country }} preview={chosen.preview} onChange={setMapping} />
          </Card>
          <Card title={t("more")}>
            <div className="grid gap-4">
              {tags.length > 0 ? (
                <MultiSelect
                  label={t("tagAll")}
                  value={tagIds}
                  onChange={setTagIds}
                  options={tags.map(({ id, name }) => ({ value: id, label: name }))}
                />
              ) : null}
              <Checkbox
                label={t("despiteErasure")}
                help={t("despiteErasureHelp")}
                value={despiteErasure}
                onChange={setDespiteErasure}
              />
            </div>
          </Card>
          <div className="flex flex-wrap items-center justify-end gap-3">
            <span role="status" className="text-sm text-ink-2">
              {sent === null ? "" : t("sending", { percent: Math.round(sent * 100) })}
            </span>
            <Button
              variant="primary"
              isPending={sent !== null}
              onPress={() => void start(chosen.file, { mapping, tagIds, despiteErasure })}
            >
              {t("start")}
            </Button>
          </div>
        </>
      ) : null}
    </div>
  );
}

type Options = { mapping: MemberImportMapping; tagIds: string[]; despiteErasure: boolean };

function useImport(place: ActionPlace, onProblem: (words: string | null) => void) {
  const t = useTranslations("members.import");
  const router = useRouter();
  const [sent, setSent] = useState<number | null>(null);
  const { run } = useRunAction(importMembers, place);
  const resultWords = useResultWords();
  const refusalWords = useRefusalWords();
  const send = async (file: File, options: Options): Promise<string | null> => {
    const there = await sendJobFile(place.merchant, "members.import", file, setSent);
    if ("refusal" in there) return refusalWords(there.refusal);
    const result = await run({ fileId: there.fileId, ...options }, { quiet: true, success: t("started") });
    if (!result) return null;
    if (!result.ok) return resultWords(result);
    tellJobsChanged();
    router.push(asRoute(consolePath(place, "members")));
    return null;
  };
  const start = async (file: File, options: Options) => {
    if (options.mapping.phone === null) return onProblem(t("phoneMissing"));
    onProblem(null);
    setSent(0);
    onProblem(await send(file, options).catch(() => t("lost")));
    setSent(null);
  };
  return { start, sent };
}
