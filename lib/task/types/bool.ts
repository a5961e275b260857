/**
 * Truth values. The bare flags `--fast` and `--no-fast` give them too (rule 1.10).
 */
import * as E from "#fp/Either"
import * as B from "#fp/boolean"
import * as t from "io-ts"
import type { Type } from "../type.ts"

// --- constructors

const words: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["false", false],
  ["yes", true],
  ["no", false],
  ["1", true],
  ["0", false],
])

/**
 * Reads `true` and `false`; from text, in any letter case, also `yes`, `no`, `1` and `0`, as environments have them. In
 * the shell a bare `--fast` sets it, and `--no-fast`.
 *
 * @example
 * ```ts
 * import { bool, param, resolve, task } from "waluigi"
 *
 * const Data = task("Data", { params: { it: param(bool) } })
 * const plan = resolve(Data({ it: [true, false] }))
 * console.log(plan._tag === "Right" && plan.right.roots.map((root) => root.slots.it))
 * // [ true, false ]
 * ```
 */
export const bool: Type<boolean> = {
  _tag: "Type",
  name: "bool",
  base: "boolean",
  codec: t.boolean,
  parse: (text) => E.fromNullable("expected true or false")(words.get(text.trim().toLowerCase())),
  print: (value) => String(value),
  order: B.Ord,
  comma: "splits",
  choices: ["true", "false"],
}
