"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import type { DefaultValues, FieldPath, FieldValues } from "react-hook-form";
import { type ActionFormOptions, type ActionFormState, useActionForm } from "./action-form";
import type { StaffAction } from "./action-result";
import { mergeMine } from "./form-diff";
import { editKey, forgetEdit, type KeptForm, keepEdit, keptForm, takeUp } from "./kept-edits";
import { usePerson } from "./person";

/** Who saved a thing last, and when. */
export type Change = { readonly by: string | null; readonly at: Date } | null;

/** Which version of a thing somebody has: counted, or where nothing counts, told by what is in it. */
type Revision = number | string;

type EditFormOptions<In extends FieldValues, Out, T extends { revision: Revision }> = Omit<
  ActionFormOptions<In, Out, T>,
  "defaultValues" | "input"
> & {
  /** The thing as it is stored now; a refresh of the page brings newer ones. */
  values: In;
  revision: T["revision"];
  /** Whose save that was, for who has to be told. */
  change: Change;
  /** Names the thing among all that this browser keeps edits of; null = what is typed is personal, and is not kept. */
  thing: string | null;
  input: (values: In, revision: T["revision"]) => object;
  /** The values without what must not be kept in a browser. */
  withoutSecrets?: (values: In) => object;
};

export type EditForm<In extends FieldValues, Out> = {
  form: ActionFormState<In, Out>;
  /** Present while somebody else's save stands against what is in the form. */
  conflict: { base: In; theirs: In; change: Change } | null;
  keepMine: () => void;
  takeTheirs: () => void;
  /** What was typed before and not saved, until it is taken or thrown away. */
  kept: KeptForm | null;
  restore: () => void;
  forget: () => void;
};

const KEEP_MS = 800;

/**
 * The form of something that exists. When somebody else saved in the meantime nothing is written over: both versions are
 * put side by side. What is typed is kept in this browser, for this person, until it is saved or thrown away.
 */
export function useEditForm<In extends FieldValues, Out, T extends { revision: Revision }>(
  options: EditFormOptions<In, Out, T>,
): EditForm<In, Out> {
  const { values, revision, change, thing, input, withoutSecrets, action, ...rest } = options;
  const router = useRouter();
  const base = useRef({ values, revision });
  const [waiting, setWaiting] = useState(false);
  const person = usePerson();
  const key = thing === null ? null : editKey(person, thing);
  const guarded: StaffAction<T> = async (call) => {
    const result = await action(call);
    if (result.ok) {
      base.current = { ...base.current, revision: result.value.revision };
      forgetEdit(key);
      return result;
    }
    if (result.kind !== "refused" || result.refusal.code !== "changed_meanwhile") return result;
    // The dialog says it, as soon as the page has their version.
    setWaiting(true);
    router.refresh();
    return { ok: false, kind: "invalid", errors: [] };
  };
  const form = useActionForm<In, Out, T>({
    ...rest,
    action: guarded,
    defaultValues: values as DefaultValues<In>,
    input: (typed) => input(typed, base.current.revision),
  });
  useEffect(() => {
    if (revision === base.current.revision) base.current = { values, revision };
  }, [values, revision]);
  const { methods, submit } = form;
  const put = (next: In) => {
    for (const name of Object.keys(next) as FieldPath<In>[]) {
      methods.setValue(name, next[name], { shouldDirty: true });
    }
  };
  const settle = (next: In | null) => {
    base.current = { values, revision };
    setWaiting(false);
    methods.reset(values);
    if (next) put(next);
  };
  const restore = () => {
    if (!drafts.kept) return;
    const taken = takeUp(drafts.kept, structuredClone(methods.getValues()), { values, revision });
    drafts.close();
    put(taken.mine);
    if (!taken.against) return;
    // Somebody saved since it was typed: asked now, as a save would be let through by the version this page has.
    base.current = taken.against;
    setWaiting(true);
  };
  const shown = withoutSecrets ?? ((all: In) => all);
  const drafts = useKeptEdit(form, key, values, shown, (typed) => ({
    values: shown(typed),
    base: shown(base.current.values),
    revision: base.current.revision,
  }));
  const discard = () => {
    drafts.giveUp();
    methods.reset();
  };
  return {
    form: { ...form, discard },
    conflict:
      waiting && revision !== base.current.revision
        ? { base: base.current.values, theirs: values, change }
        : null,
    keepMine: () => {
      settle(mergeMine(base.current.values, structuredClone(methods.getValues()), values));
      submit();
    },
    takeTheirs: () => {
      forgetEdit(key);
      settle(null);
    },
    kept: drafts.kept,
    restore,
    forget: () => {
      forgetEdit(key);
      drafts.close();
    },
  };
}

function useKeptEdit<In extends FieldValues, Out>(
  { methods, isDirty }: ActionFormState<In, Out>,
  key: string | null,
  stored: In,
  shown: (values: In) => object,
  worthKeeping: (values: In) => object,
) {
  const [kept, setKept] = useState<KeptForm | null>(null);
  const parts = useRef({ shown, worthKeeping });
  parts.current = { shown, worthKeeping };
  const first = useRef(stored);
  useEffect(() => setKept(keptForm(key, parts.current.shown(first.current))), [key]);
  const offered = kept !== null;
  const wasDirty = useRef(false);
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  const isGivenUp = useRef(false);
  useEffect(() => {
    // Saved, discarded or typed back: there is nothing left to offer. What is offered still is another edit.
    if (wasDirty.current && !isDirty && !offered) forgetEdit(key);
    wasDirty.current = isDirty;
  }, [isDirty, offered, key]);
  useEffect(() => {
    // While an earlier edit is still offered it is not written over.
    if (!isDirty || offered) return;
    isGivenUp.current = false;
    const later = () => {
      clearTimeout(waiting.current);
      if (isGivenUp.current) return;
      waiting.current = setTimeout(
        () => keepEdit(key, parts.current.worthKeeping(methods.getValues())),
        KEEP_MS,
      );
    };
    later();
    const stop = methods.subscribe({ formState: { values: true }, callback: later });
    return () => {
      clearTimeout(waiting.current);
      stop();
    };
  }, [isDirty, offered, key, methods]);
  // At once: a page that is loaded anew at the next moment runs no effect any more, and one that is being left hears of
  // the form only together with the next page.
  const giveUp = () => {
    if (offered) return;
    isGivenUp.current = true;
    clearTimeout(waiting.current);
    forgetEdit(key);
  };
  return { kept, giveUp, close: () => setKept(null) };
}
