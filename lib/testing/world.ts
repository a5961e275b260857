/**
 * Worlds: all that a run touches, for a test: outputs in memory, a time of its own, faults on demand.
 *
 *     const world = memory()
 *     const result = await run(TaskC({ year: 2024 }), world.options)
 */
import * as E from "#fp/Either"
import { drawErrors } from "../plan/draw/draw.ts"
import { resolve } from "../plan/resolve.ts"
import * as Loading from "../run/job/loading.ts"
import type { RunOptions } from "../run/run.ts"
import * as Targets from "../run/targets.ts"
import * as Gate from "../store/gate.ts"
import * as Memory from "../store/memory.ts"
import type { OutputOf } from "../task/decided.ts"
import type { KnownAny } from "../task/graph.ts"
import * as Clock from "./clock.ts"
import * as Faults from "./faults.ts"

// --- model

/** A world in memory: places for outputs, a clock, and faults. */
export interface World {
  /** What `run` and `call` take: one task at a time, so that a test runs alike every time. */
  readonly options: Required<Pick<RunOptions, "store" | "clock">> & { readonly workers: number }
  /** Reads the output of a workflow that was made, through its codec. Rejects where it is not there. */
  readonly load: <W extends KnownAny>(workflow: W) => Promise<OutputOf<W>>
  /** What was written as json or text, by its place, in the order of writing. */
  readonly files: () => ReadonlyMap<string, string>
  /** Makes writes fail, as a full disk would. */
  readonly fail: (fault: Faults.Fault) => void
  /** Forgets all faults. */
  readonly mend: () => void
  readonly clock: Clock.Virtual
  /** Forgets all outputs, and removes the folder in which files and directories lie. */
  readonly dispose: () => Promise<void>
}

// --- constructors

/**
 * Makes a world in which nothing is yet.
 *
 * *Gotchas*: `file()` and `directory()` outputs are paths by contract: they lie in a temporary folder until `dispose`, or
 * until the process ends.
 *
 * @example
 * ```ts
 * import * as t from "io-ts"
 * import { dep, int, json, param, run, task } from "waluigi"
 * import { memory } from "waluigi/testing"
 * const Square = task("Square", { params: { of: param(int) }, output: json(t.number), run: (p) => p.of ** 2 })
 * const Next = task("Next", {
 *   params: { square: dep(Square) },
 *   output: json(t.number),
 *   run: async (p, ctx) => (await ctx.load(p.square)) + 1,
 * })
 * const world = memory()
 * const result = await run(Next({ of: 3 }), world.options)
 * console.log(result._tag, await world.load(Next({ of: 3 })), world.files().size) // Complete 10 2
 * ```
 */
export const memory = (): World => {
  const kept = Memory.memory()
  const store = Faults.over(kept)
  const clock = Clock.virtual()
  return {
    options: { store, clock, workers: 1 },
    load: async <W extends KnownAny>(workflow: W) => {
      const found = resolve(workflow)
      if (E.isLeft(found)) throw new Error(drawErrors(found.left))
      const [root, ...others] = found.right.roots
      if (root === undefined || others.length > 0)
        throw new Error(`world.load reads one output, and this workflow has ${others.length + 1}: load them one by one`)
      const library = { store, placing: Targets.placing(), gate: Gate.reading() }
      // What the root leaves was erased when the workflow became a definition; its type remembers it.
      return (await Loading.read(root, root.definition, library)) as OutputOf<W>
    },
    files: () => new Map(kept.contents),
    fail: store.fail,
    mend: store.mend,
    clock,
    dispose: kept.dispose,
  }
}
