/**
 * Outputs: what a task leaves behind, as a value. Where it lies and how it is written is the store's.
 */
import type * as t from "io-ts"

// --- model

export type Form = "json" | "text" | "file" | "directory"

/**
 * `A` is what reading it back gives: a decoded value, a text, or the absolute path of a file or directory.
 * `F` tells the compiler what `run` has to return, so a constructor states it: `Output<string, "file">`.
 */
export interface Output<A, F extends Form = Form> {
  readonly form: F
  /** With its dot (`.json`, `.svg`), empty for a directory. */
  readonly extension: string
  /** For `json`: encodes what `run` returns, checks what is read back. */
  readonly codec: t.Type<A, unknown> | undefined
}

/** One output, or several by name. */
export type Outputs = Output<unknown> | Readonly<Record<string, Output<unknown>>>

/** Any output as the compiler sees it: an `Output<A>` also encodes its `A`, so it is no `Output<unknown>`. */
export interface AnyOutput {
  readonly form: Form
  readonly extension: string
  readonly codec: t.Mixed | undefined
}
export type AnyOutputs = AnyOutput | Readonly<Record<string, AnyOutput>>

/** Where outputs lie: a path, a record for a record of outputs, null for a task without. */
export type Located<O extends AnyOutputs | undefined> = O extends undefined
  ? null
  : O extends AnyOutput
    ? string
    : { readonly [K in keyof O]: string }

// --- queries

/** Tells one output from a record of them. An output named `form` in a record is an Output, never a string. */
export const isSingle = (outputs: Outputs): outputs is Output<unknown> => typeof outputs.form === "string"
