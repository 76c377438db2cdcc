"use client";

import { get, useFormContext } from "react-hook-form";
import { ImageField, type ImageFieldProps } from "@/components/images/image-field";
import { useBoundField } from "@/components/ui/form-fields";

type FormImageProps = Pick<
  ImageFieldProps,
  "label" | "help" | "place" | "shape" | "isRequired" | "isDisabled"
> & {
  name: string;
};

/** An image of a form, by the name of its field: `{ id, alt }`, or null. */
export function FormImage({ name, ...props }: FormImageProps) {
  const { field, error, pending } = useBoundField(name, props.label);
  const { formState } = useFormContext();
  const altError: unknown = get(formState.errors, `${name}.alt.message`);
  return (
    <div id={`field-${name}`} className="min-w-0 scroll-mt-20">
      <ImageField
        {...props}
        isDisabled={props.isDisabled || pending}
        value={field.value ?? null}
        onChange={field.onChange}
        onBlur={field.onBlur}
        inputRef={field.ref}
        error={error}
        altError={typeof altError === "string" ? altError : undefined}
        altId={`field-${name}.alt`}
      />
    </div>
  );
}
