"use client";

import { toNestErrors } from "@hookform/resolvers";
import { useTranslations } from "next-intl";
import { createContext, type ReactNode, useContext, useMemo, useRef, useState, useTransition } from "react";
import {
  type DefaultValues,
  type FieldError,
  type FieldPath,
  type FieldValues,
  FormProvider,
  type Resolver,
  type UseFormReturn,
  useForm,
} from "react-hook-form";
import type { z } from "zod";
import type { ActionPlace, ActionResult, StaffAction } from "./action-result";
import { Banner } from "./banner";
import { ErrorSummary } from "./error-summary";
import { codeWords, fieldErrorWords } from "./field-errors";
import { newRequestId } from "./request-id";
import { toast } from "./toast";
import { useResultWords } from "./use-refusal-words";

export type ActionFormOptions<In extends FieldValues, Out, T> = {
  schema: z.ZodType<Out, In>;
  defaultValues: DefaultValues<In>;
  action: StaffAction<T>;
  where: ActionPlace;
  /** What is sent, when it is not simply the values; the request id is added to it. */
  input?: (values: In) => object;
  success?: string;
  /** Refusals by their code that are about one field, and are told there. */
  refusedAt?: Readonly<Record<string, FieldPath<In>>>;
  /** Waited for before anything is sent; what it gives is called when that was accepted, before the values are reset. */
  before?: () => Promise<() => void>;
  onSuccess?: (value: T, values: In) => void;
};

export type ActionFormState<In extends FieldValues, Out> = {
  methods: UseFormReturn<In, unknown, Out>;
  submit: (event?: React.BaseSyntheticEvent) => void;
  /** Gives up what was typed. */
  discard: () => void;
  pending: boolean;
  problem: string | null;
  isDirty: boolean;
  attempt: number;
  /** The paths of what could not be saved as it is now, whether or not it is shown as wrong yet. */
  unfinished: () => Promise<string[]>;
};

/**
 * A console form around one staff action. Checks the schema before sending, puts the server's complaints at the
 * same fields, says refusals in words, and carries one request id per intent: a double click or a retry after a
 * lost connection cannot act twice.
 */
export function useActionForm<In extends FieldValues, Out, T>(
  options: ActionFormOptions<In, Out, T>,
): ActionFormState<In, Out> {
  const { schema, defaultValues, action, where, input, success, refusedAt, before, onSuccess } = options;
  const t = useTranslations("ui.form");
  const resolver = useWordedResolver(schema);
  const methods = useForm<In, unknown, Out>({
    resolver,
    defaultValues,
    mode: "onTouched",
    shouldFocusError: false,
  });
  const resultWords = useResultWords();
  const [pending, startTransition] = useTransition();
  const [problem, setProblem] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  const busy = useRef(false);
  const requestId = useRef<string>(undefined);
  const { isDirty } = methods.formState;

  const errorWords = useTranslations("ui.errors");
  const refusalWords = useTranslations("refusals");
  const wordsOfCode = (code: string) => codeWords(code, {}, errorWords, refusalWords) ?? errorWords("check");

  const settle = (result: ActionResult<T>, values: In, accepted?: () => void) => {
    if (result.ok || result.kind !== "busy") requestId.current = undefined;
    if (result.ok) {
      accepted?.();
      keepTyping(methods, values);
      if (success) toast.success(success);
      onSuccess?.(result.value, values);
      return;
    }
    if (result.kind === "invalid") {
      for (const error of result.errors) {
        // The server parses with the same schema, so its paths are this form's paths.
        methods.setError(error.path as FieldPath<In>, { type: "server", message: wordsOfCode(error.code) });
      }
    } else {
      const path = result.kind === "refused" ? refusedAt?.[result.refusal.code] : undefined;
      const words = resultWords(result);
      if (path && words) methods.setError(path, { type: "server", message: words });
      else setProblem(words);
    }
    setAttempt((count) => count + 1);
  };

  const send = (values: In) => {
    if (busy.current) return;
    busy.current = true;
    requestId.current ??= newRequestId();
    const id = requestId.current;
    startTransition(async () => {
      setProblem(null);
      try {
        const accepted = await before?.();
        const payload = { ...(input ? input(values) : values), requestId: id };
        settle(await action({ ...where, input: payload }), values, accepted);
      } catch {
        setProblem(t("lost"));
        setAttempt((count) => count + 1);
      } finally {
        busy.current = false;
      }
    });
  };

  const submit = (event?: React.BaseSyntheticEvent) => {
    event?.preventDefault();
    event?.stopPropagation();
    let passed = false;
    const check = methods.handleSubmit(() => {
      passed = true;
    });
    // The errors stand in the form's state only after this; the summary takes the focus then.
    void check().then(() =>
      passed ? send(structuredClone(methods.getValues())) : setAttempt((count) => count + 1),
    );
  };
  const discard = () => methods.reset();
  const unfinished = async () => {
    const parsed = await schema.safeParseAsync(methods.getValues());
    return parsed.error?.issues.map(({ path }) => path.join(".")) ?? [];
  };
  return { methods, submit, discard, pending, problem, isDirty, attempt, unfinished };
}

/** Takes `saved` as what is stored; what was typed while it was being saved stays typed, and unsaved. */
function keepTyping<In extends FieldValues, Out>(methods: UseFormReturn<In, unknown, Out>, saved: In) {
  const typed = methods.getValues();
  methods.reset(saved);
  for (const name of Object.keys(typed) as FieldPath<In>[]) {
    if (JSON.stringify(typed[name]) !== JSON.stringify(saved[name])) {
      methods.setValue(name, typed[name], { shouldDirty: true });
    }
  }
}

function useWordedResolver<In extends FieldValues, Out>(
  schema: z.ZodType<Out, In>,
): Resolver<In, unknown, Out> {
  const t = useTranslations("ui.errors");
  const refusals = useTranslations("refusals");
  return useMemo<Resolver<In, unknown, Out>>(
    () => async (values, _, options) => {
      const parsed = await schema.safeParseAsync(values, { reportInput: true });
      if (parsed.success) return { values: parsed.data, errors: {} };
      const flat: Record<string, FieldError> = {};
      for (const issue of parsed.error.issues) {
        flat[issue.path.join(".")] ??= { type: issue.code, message: fieldErrorWords(issue, t, refusals) };
      }
      return { values: {}, errors: toNestErrors<In>(flat, options) };
    },
    [schema, t, refusals],
  );
}

type FormContext = {
  submit: (event?: React.BaseSyntheticEvent) => void;
  discard: () => void;
  pending: boolean;
  isDirty: boolean;
  unfinished: () => Promise<string[]>;
  /** Labels of the fields on the page, so that the summary can name them. */
  labels: Map<string, string>;
  /** How the value of a field is said, where it is not said as it is typed. */
  words: Map<string, (value: unknown) => string>;
  /** Groups that hide some of their fields: each shows and focuses the field of a name where it is one of its own. */
  reveal: Set<(name: string) => boolean>;
};

const Context = createContext<FormContext | null>(null);

export function useFormContextOfAction(): FormContext {
  const context = useContext(Context);
  if (!context) throw new Error("This part belongs inside <ActionForm>.");
  return context;
}

type ActionFormProps<In extends FieldValues, Out> = {
  form: ActionFormState<In, Out>;
  id?: string;
  className?: string;
  children: ReactNode;
};

export function ActionForm<In extends FieldValues, Out>({
  form,
  id,
  className,
  children,
}: ActionFormProps<In, Out>) {
  const { methods, submit, discard, pending, problem, isDirty, attempt, unfinished } = form;
  const labels = useRef(new Map<string, string>());
  const words = useRef(new Map<string, (value: unknown) => string>());
  const reveal = useRef(new Set<(name: string) => boolean>());
  const context = useMemo(
    () => ({
      submit,
      discard,
      pending,
      isDirty,
      unfinished,
      labels: labels.current,
      words: words.current,
      reveal: reveal.current,
    }),
    [submit, discard, pending, isDirty, unfinished],
  );
  return (
    <FormProvider {...methods}>
      <Context.Provider value={context}>
        <form
          id={id}
          noValidate
          onSubmit={submit}
          className={className ?? "grid grid-cols-[minmax(0,1fr)] gap-5"}
          aria-busy={pending}
        >
          <ErrorSummary attempt={attempt} labels={labels.current} reveal={reveal.current} />
          {problem ? <Banner tone="danger">{problem}</Banner> : null}
          {children}
        </form>
      </Context.Provider>
    </FormProvider>
  );
}
