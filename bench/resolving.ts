/**
 * How long resolving takes, beside a hand-written loop that makes the same nodes (`shapes.ts`).
 * Limits at 100k and 1M: 3 times the loop, the ratio growing by at most 1.2 between them, 1 KB of heap a node.
 *
 *     node --expose-gc --import jiti/register bench/resolving.ts [--json] [--quick] [shape …]
 */
import { resolve } from "waluigi"
import { held, inTurn } from "./measure.ts"
import * as Report from "./report.ts"
import { type Shape, shapes } from "./shapes.ts"

const nodesOf = (workflow: unknown): ReadonlyMap<string, unknown> => {
  const resolved = resolve(workflow as never)
  if (resolved._tag === "Left") throw new Error(JSON.stringify(resolved.left[0]))
  return resolved.right.nodes
}

/** Nothing is compared that is not the same. */
const prove = ({ name, workflow, byHand }: Shape): void => {
  const ours = [...nodesOf(workflow(300)).keys()].sort()
  const theirs = [...byHand(300).keys()].sort()
  if (JSON.stringify(ours) !== JSON.stringify(theirs)) throw new Error(`${name}: the loop makes other nodes`)
}

const turns = (tasks: number): number => (tasks > 100_000 ? 3 : tasks > 10_000 ? 7 : 25)

const counts = process.argv.includes("--quick") ? [1000, 10_000, 100_000] : [1000, 10_000, 100_000, 1_000_000]
const rows: Array<Report.Row> = []
const wanted = process.argv.slice(2).filter((word) => !word.startsWith("--"))
for (const shape of shapes.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  prove(shape)
  let before: number | undefined
  for (const tasks of counts) {
    const workflow = shape.workflow(tasks)
    const { ours, theirs, ratio } = inTurn(
      turns(tasks),
      () => nodesOf(workflow),
      () => shape.byHand(tasks),
    )
    const nodes = nodesOf(workflow).size
    const bytes = held(() => nodesOf(workflow)) / nodes
    const judged = tasks >= 100_000
    const growth = tasks === 1_000_000 && before !== undefined ? ratio / before : undefined
    before = ratio
    const row: Report.Row = {
      question: shape.name,
      tasks: nodes,
      milliseconds: ours,
      beside: theirs,
      ratio,
      limit: judged ? 3 : undefined,
      notes: [
        { name: "bytes a node", value: bytes, limit: judged ? 1024 : undefined },
        ...(growth === undefined ? [] : [{ name: "growth", value: growth, limit: 1.2 }]),
      ],
    }
    rows.push(row)
    Report.print(row)
  }
}
Report.end("resolving, beside a loop by hand", rows)
