/**
 * Reserved names (rule 1.1): no slot has them, and the compiler says so where one is written.
 *
 * The same names as in `path/name.ts`, but for two that every object inherits; those are found when the task is made.
 */
import type { Described, Edge, Entry } from "./graph.ts"
import type { Problem } from "./problem.ts"

// --- model

type Reserved = "run" | "status" | "remove" | "zip" | "json" | "help" | "meta" | "then" | "_tag" | "toJSON"

/** Slots under `params`, none of a reserved name; a constant may be called `version`. */
export type Unreserved = {
  readonly [K in Reserved]?: Problem<`'${K}' is reserved: choose another slot name`>
} & {
  readonly version?:
    | Described<Edge & { readonly kind: "constant" }, Entry>
    | Problem<"'version' is reserved for constants: choose another slot name">
}
