/**
 * The functions of dynamic slots, run as data (1.2).
 */
import type * as Description from "./description.ts"

// --- model

export interface Call {
  /** Null is self. */
  readonly task: string | null
  readonly tables: ReadonlyArray<Description.Table>
}

export type Result =
  | { readonly _: "value"; readonly value: number }
  | { readonly _: "null" }
  | { readonly _: "one"; readonly call: Call }
  | { readonly _: "array" | "record"; readonly calls: ReadonlyArray<readonly [string, Call]> }

// --- queries

export const run = (body: Description.Body, p: Readonly<Record<string, unknown>>): Result => {
  if (body._ === "value") return { _: "value", value: evaluate(body.of, p) }
  if (body._ === "null") return { _: "null" }
  if (body._ === "call") return { _: "one", call: call(body, p) }
  if (body._ === "when") {
    const test = evaluate(body.test, p)
    return run((body.is === "even" ? test % 2 === 0 : test > 0) ? body.yes : body.no, p)
  }
  return { _: body._, calls: Object.entries(body.items).map(([key, item]) => [key, call(item, p)]) }
}

const call = (body: Description.Body & { readonly _: "call" }, p: Readonly<Record<string, unknown>>): Call => ({
  task: body.task,
  tables: [
    {
      via: "code",
      entries: body.pins.map(({ key, of }) => ({ key, given: { _: "plain", value: evaluate(of, p) } })),
    },
  ],
})

const evaluate = ({ read, plus }: Description.Expression, p: Readonly<Record<string, unknown>>): number => {
  if (read.length === 0) return plus
  let at: unknown = p
  for (const name of read)
    at = typeof at === "object" && at !== null ? (at as Record<string, unknown>)[name] : undefined
  return (Array.isArray(at) ? at.length : typeof at === "number" ? at : 0) + plus
}
