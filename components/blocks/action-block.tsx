import { useTranslations } from "next-intl";
import { PlainButton } from "@/components/ui/plain";
import { PlainForm, type PlainFormField } from "@/components/ui/plain-form";
import type { BlockProps } from "@/lib/activities/schema/blocks";
import type { PageView } from "./page-view";
import { StateView } from "./state-view";

type ActionBlockProps = { props: BlockProps<"action">; view: PageView };

/** What can be done on the page, or why nothing can be done now and the next step. */
export function ActionBlock({ props, view }: ActionBlockProps) {
  return (
    <section className="hero">
      <div className="hero__below">
        {view.state.kind === "running" ? (
          <div className="grid gap-4">
            {props.heading ? <h2 className="text-lg font-semibold">{props.heading}</h2> : null}
            {view.member ? <Standing view={view} phone={view.member.phone} /> : null}
            {view.preview ? (
              <PlayedForm props={props} view={view} path={view.preview} />
            ) : (
              <ClaimForm props={props} view={view} />
            )}
          </div>
        ) : (
          <StateView state={view.state} view={view} props={props} />
        )}
      </div>
    </section>
  );
}

/** The form of the activity's kind: one field, one button. */
function ClaimForm({ props, view }: ActionBlockProps) {
  const t = useTranslations("activity-page.password");
  const page = useTranslations("activity-page.claimPage");
  const { slug, kind } = view.facts.activity;
  const same = {
    action: view.claim,
    hidden: { slug, requestId: view.requestId },
    retryLabel: t("retry"),
    lostLabel: t("lost"),
    initial: view.initial,
  };
  if (kind === "claim_page") {
    return (
      <>
        {props.help ? <p className="text-sm text-ink-2">{props.help}</p> : null}
        <PlainForm
          {...same}
          fields={[]}
          submitLabel={props.button || page("submit")}
          pendingLabel={page("pending")}
        />
      </>
    );
  }
  const password: PlainFormField = {
    name: "password",
    label: props.label || t("label"),
    help: props.help || t("help"),
    placeholder: props.placeholder || t("placeholder"),
    autoComplete: "off",
    autoCapitalize: "characters",
    maxLength: 400,
  };
  return (
    <PlainForm
      {...same}
      endpoint={`/api/member/activities/${encodeURIComponent(slug)}/claim`}
      fields={[password]}
      submitLabel={props.button || t("submit")}
      pendingLabel={t("pending")}
    />
  );
}

/** The form of a preview: it looks like the real one, and sends nothing that was typed. */
function PlayedForm({ props, view, path }: ActionBlockProps & { path: string }) {
  const t = useTranslations("activity-page.password");
  const page = useTranslations("activity-page.claimPage");
  const isTyped = view.facts.activity.kind !== "claim_page";
  return (
    <form method="get" action={path} className="grid gap-4">
      <input type="hidden" name="done" value="1" />
      {isTyped ? (
        <div className="p-field">
          <label htmlFor="played">{props.label || t("label")}</label>
          <input
            id="played"
            className="p-input"
            autoComplete="off"
            placeholder={props.placeholder || t("placeholder")}
          />
          <p className="p-help">{props.help || t("help")}</p>
        </div>
      ) : null}
      <PlainButton block>{props.button || (isTyped ? t("submit") : page("submit"))}</PlainButton>
    </form>
  );
}

function Standing({ view, phone }: { view: PageView; phone: string }) {
  const t = useTranslations("activity-page");
  const { counts, activity } = view.facts;
  return (
    <p className="flex flex-wrap justify-between gap-x-4 text-sm text-ink-2">
      <span className="font-semibold text-success">
        {activity.perMember === null
          ? t("eligible")
          : t("claimed", { used: counts.total, limit: activity.perMember })}
      </span>
      <span>{t("signedInAs", { phone })}</span>
    </p>
  );
}
