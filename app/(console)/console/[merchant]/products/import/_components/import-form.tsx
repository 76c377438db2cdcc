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
import { asRoute } from "@/components/ui/link";
import { useRefusalWords, useResultWords } from "@/components/ui/use-refusal-words";
import { useRunAction } from "@/components/ui/use-run-action";
import { importProducts } from "@/lib/catalogue/actions";
import type { ProductMapping } from "@/lib/catalogue/schema";
import { guessColumns } from "./guess-columns";
import { ImportColumns } from "./import-columns";
import { ImportTemplate } from "./import-template";

type ImportFormProps = {
  place: ActionPlace;
  /** The merchant's own. */
  currency: string;
  /** Those its stores use. */
  currencies: readonly string[];
};

/** C-70, products out of a file: choose it, say what its columns are, and let the work go on in the background. */
export function ImportForm({ place, currency, currencies }: ImportFormProps) {
  const t = useTranslations("catalogue.import");
  const [chosen, setChosen] = useState<{ file: File; preview: FilePreview } | null>(null);
  const [mapping, setMapping] = useState<ProductMapping>(() => guessColumns([], currencies));
  const [problem, setProblem] = useState<string | null>(null);
  const { start, sent } = useImport(place, setProblem);
  const take = async (file: File | undefined) => {
    if (!file) return;
    const preview = await previewFile(file);
    setChosen(preview && { file, preview });
    setMapping(guessColumns(preview?.header ?? [], currencies));
    setProblem(preview ? null : t("unreadable"));
  };
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      {problem ? <Banner tone="danger">{problem}</Banner> : null}
      <Card title={t("file")} actions={<ImportTemplate currencies={currencies} />}>
        <FileChoice name={chosen?.file.name ?? null} onFile={(file) => void take(file)} />
      </Card>
      {chosen ? (
        <>
          <Card title={t("columns")}>
            <ImportColumns
              {...{ currency, currencies, mapping }}
              preview={chosen.preview}
              onChange={setMapping}
            />
          </Card>
          <div className="flex flex-wrap items-center justify-end gap-3">
            <span role="status" className="text-sm text-ink-2">
              {sent === null ? "" : t("sending", { percent: Math.round(sent * 100) })}
            </span>
            <Button
              variant="primary"
              isPending={sent !== null}
              onPress={() => void start(chosen.file, mapping)}
            >
              {t("start")}
            </Button>
          </div>
        </>
      ) : null}
    </div>
  );
}

function useImport(place: ActionPlace, onProblem: (words: string | null) => void) {
  const t = useTranslations("catalogue.import");
  const router = useRouter();
  const [sent, setSent] = useState<number | null>(null);
  const { run } = useRunAction(importProducts, place);
  const resultWords = useResultWords();
  const refusalWords = useRefusalWords();
  const send = async (file: File, mapping: ProductMapping): Promise<string | null> => {
    const there = await sendJobFile(place.merchant, "catalogue.import", file, setSent);
    if ("refusal" in there) return refusalWords(there.refusal);
    const result = await run({ fileId: there.fileId, mapping }, { quiet: true, success: t("started") });
    if (!result) return null;
    if (!result.ok) return resultWords(result);
    tellJobsChanged();
    router.push(asRoute(consolePath(place, "products")));
    return null;
  };
  const start = async (file: File, mapping: ProductMapping) => {
    if (mapping.sku === null) return onProblem(t("skuMissing"));
    onProblem(null);
    setSent(0);
    onProblem(await send(file, mapping).catch(() => t("lost")));
    setSent(null);
  };
  return { start, sent };
}
