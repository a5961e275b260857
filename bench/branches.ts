/**
 * A graph for questions about override tables: branches with leaves of their own, and a task apart.
 */
import { dep, int, many, param, task } from "waluigi"
import type { Overrides, Workflow } from "../lib/task/definition.ts"
import type { Source } from "../lib/task/source.ts"

// --- model

/** Which entries stand in the table beside the one that gives the leaves their years. */
export type Entries = "one" | "nothing of a config file" | "elsewhere" | "each something"

// --- constructors

const one = { default: 1 }
const upTo = (n: number): ReadonlyArray<number> => Array.from({ length: n }, (_, at) => at)
const record = <A>(count: number, of: (at: number) => readonly [string, A]): Record<string, A> =>
  Object.fromEntries(upTo(count).map(of))

const root = (count: number): (() => Workflow) => {
  const Apart = task("Apart", { params: record(count, (at) => [`x${at}`, param(int, one)]) })
  const Root = task("Branches", {
    params: {
      apart: dep(Apart),
      ...record(count, (at) => {
        const leaf = task(`Leaf${at}`, { params: { year: param(int), a: param(int, one), b: param(int, one) } })
        return [`branch${at}`, dep(task(`Branch${at}`, { params: { leaves: many(leaf) } }))]
      }),
    },
  })
  return Root as () => Workflow
}

/** Gives so many branches of so many leaves each under these entries, of which there are as many as branches. */
export const branches = (count: number): ((leaves: number, entries: Entries) => Workflow) => {
  const made = root(count)
  return (leaves, entries) => ({
    ...made(),
    tables: [table({ year: upTo(leaves) }, code), ...beside(count, entries)],
  })
}

const beside = (count: number, entries: Entries): ReadonlyArray<Overrides> => {
  switch (entries) {
    case "one":
      return []
    case "nothing of a config file":
      return [
        table(
          record(count, (at) => [`Foreign${at}:year`, 1]),
          { _tag: "Config", file: "waluigi.toml", key: "" },
        ),
      ]
    case "elsewhere":
      return [
        table(
          record(count, (at) => [`Apart.x${at}`, 2]),
          code,
        ),
      ]
    case "each something":
      return [
        table(
          record(count, (at) => [`Branch${at}:a`, at]),
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
