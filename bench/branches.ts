/**
 * A graph for questions about override tables: a thousand branches, each with leaves of its own, and a task apart.
 */
import { dep, int, many, param, task } from "waluigi"
import type { Overrides, Workflow } from "../lib/task/definition.ts"
import type { Source } from "../lib/task/source.ts"

// --- model

/** Which entries stand in the table beside the one that gives the leaves their years. */
export type Entries = "one" | "nothing of a config file" | "elsewhere" | "each something"

// --- constructors

const count = 1000

const one = { default: 1 }
const upTo = (n: number): ReadonlyArray<number> => Array.from({ length: n }, (_, at) => at)
const record = <A>(of: (at: number) => readonly [string, A]): Record<string, A> =>
  Object.fromEntries(upTo(count).map(of))

const Apart = task("Apart", { params: record((at) => [`x${at}`, param(int, one)]) })

const Root = task("Branches", {
  params: {
    apart: dep(Apart),
    ...record((at) => {
      const leaf = task(`Leaf${at}`, { params: { year: param(int), a: param(int, one), b: param(int, one) } })
      return [`branch${at}`, dep(task(`Branch${at}`, { params: { leaves: many(leaf) } }))]
    }),
  },
})

/** Gives a thousand branches of so many leaves each under these entries. */
export const branches = (leaves: number, entries: Entries): Workflow => ({
  ...(Root as () => Workflow)(),
  tables: [table({ year: upTo(leaves) }, code), ...beside(entries)],
})

const beside = (entries: Entries): ReadonlyArray<Overrides> => {
  switch (entries) {
    case "one":
      return []
    case "nothing of a config file":
      return [
        table(
          record((at) => [`Foreign${at}:year`, 1]),
          { _tag: "Config", file: "waluigi.toml", key: "" },
        ),
      ]
    case "elsewhere":
      return [
        table(
          record((at) => [`Apart.x${at}`, 2]),
          code,
        ),
      ]
    case "each something":
      return [
        table(
          record((at) => [`Branch${at}:a`, at]),
          code,
        ),
      ]
  }
}

const code: Source = { _tag: "Code", at: undefined }

const table = (entries: Overrides["record"], source: Source): Overrides => ({
  _tag: "Overrides",
  record: entries,
  zipped: false,
  source,
})
