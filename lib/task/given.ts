/**
 * Givens: what stands on the right of an override, before any slot has read it.
 *
 * Anything unwrapped is a value of code, a task or a workflow; the wrappers tell what code cannot.
 */

// --- model

/** Marks the wrappers, so that no user's value can be taken for one. */
export const given: unique symbol = Symbol.for("waluigi/given") as never

/** `each(a, b)`: always a collection (5.1). */
export interface Each<A = unknown> {
  readonly [given]: "Each"
  readonly values: ReadonlyArray<A>
}

/** Words of a shell, an environment variable or a config file: parsed by the slot that it decides (3.4). */
export interface Text {
  readonly [given]: "Text"
  readonly text: string
}

/** `--key:=JSON`, and what a config file gives that is no text. */
export interface Json {
  readonly [given]: "Json"
  readonly value: unknown
}

export type Given = Each | Text | Json

// --- constructors

export const each = <A>(values: ReadonlyArray<A>): Each<A> => ({ [given]: "Each", values })
export const text = (text: string): Text => ({ [given]: "Text", text })
export const json = (value: unknown): Json => ({ [given]: "Json", value })

// --- queries

/** Gives the wrapper that a value is, or nothing for a plain value. */
export const ofValue = (value: unknown): Given | undefined =>
  typeof value === "object" && value !== null && given in value ? (value as Given) : undefined
