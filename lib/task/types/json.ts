/**
 * Any value that an io-ts codec can write as JSON: as the type of a parameter and as an output alike (1.9, 1.10).
 */
import * as E from "#fp/Either"
import type * as t from "io-ts"
import * as CodecError from "../codec-error.ts"
import type { Output } from "../output.ts"
import type { Type } from "../type.ts"
import { order } from "./custom.ts"

// --- constructors

/**
 * Reads and writes JSON through a codec. As a parameter it is given as JSON text or as a value of code, and a comma belongs
 * to it. As an output it is a `.json` file, checked when it is written and when it is read back.
 *
 * @example
 * ```ts
 * import * as t from "io-ts"
 * import { json, param, run, task } from "waluigi"
 *
 * const Window = t.type({ from: t.number, to: t.number })
 * const Width = task("Width", {
 *   params: { window: param(json(Window)) },
 *   output: json(t.number),
 *   run: (p) => p.window.to - p.window.from,
 * })
 * const result = await run(Width({ window: { from: 2, to: 5 } }))
 * console.log(result._tag === "Complete" && (await result.roots[0].load()))
 * // 3
 * ```
 */
export const json = <A>(codec: t.Type<A, unknown>): Type<A> & Output<A, "json"> => ({
  _tag: "Type",
  name: codec.name,
  base: codec.name,
  codec,
  parse: (text) =>
    E.chain((value: unknown) =>
      E.mapLeft((errors: t.Errors) => CodecError.draw(errors).join("; "))(codec.decode(value)),
    )(
      E.tryCatch(
        (): unknown => JSON.parse(text),
        (thrown) => `expected JSON${thrown instanceof Error ? ` (${thrown.message})` : ""}`,
      ),
    ),
  print: (value) => JSON.stringify(codec.encode(value)) ?? "null",
  order: order(codec),
  comma: "belongs",
  form: "json",
  extension: ".json",
})
