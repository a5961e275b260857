/**
 * What a thousand entries cost, beside one: those of a config file that match nothing and those of code that match
 * elsewhere at most 1.2 times, those that each decide something at most twice.
 *
 *     node --expose-gc --import jiti/register bench/overrides.ts [--json]
 */
import { resolve } from "waluigi"
import { branches, type Entries } from "./branches.ts"
import { inTurn } from "./measure.ts"
import * as Report from "./report.ts"

const limits: ReadonlyArray<readonly [Entries, number]> = [
  ["nothing of a config file", 1.2],
  ["elsewhere", 1.2],
  ["each something", 2],
]

const size = (workflow: unknown): number => {
  const resolved = resolve(workflow as never)
  if (resolved._tag === "Left") throw new Error(JSON.stringify(resolved.left[0]))
  return resolved.right.nodes.size
}

const rows: Array<Report.Row> = []
const thousand = branches(1000)
for (const leaves of [10, 100]) {
  const alone = thousand(leaves, "one")
  for (const [entries, limit] of limits) {
    const workflow = thousand(leaves, entries)
    const { ours, theirs, ratio } = inTurn(
      9,
      () => size(workflow),
      () => size(alone),
    )
    const row: Report.Row = {
      question: `1,000 entries: ${entries}`,
      tasks: size(workflow),
      milliseconds: ours,
      beside: theirs,
      ratio,
      limit,
      notes: [],
    }
    rows.push(row)
    Report.print(row)
  }
}
Report.end("override tables, beside one entry", rows)
