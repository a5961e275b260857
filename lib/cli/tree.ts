/**
 * `waluigi plan`: the graph as a tree, with what is there and what is missing. A node stands once, later as a reference.
 *
 * A graph may be deeper than any screen: below a depth the rest is counted. No recursion.
 */
import { count, type Drawing, grouped, visible } from "../plan/draw/drawing.ts"
import type { Edge, Node, Plan } from "../plan/plan.ts"
import { names } from "../plan/print.ts"

// --- model

/** `missing` will be made, `runs` has no output to look for, `spared` is missing and not needed, `""` is a wrapper. */
export type Mark = "there" | "missing" | "runs" | "spared" | "no input" | "blocked" | ""

export interface Seen {
  readonly mark: Mark
  /** Where its outputs lie, as a person would open them. */
  readonly paths: ReadonlyArray<string>
}

/** Deeper levels are counted, not drawn: a line is for reading. */
const deepest = 40

interface Branch {
  readonly node: Node
  /** The slot that leads here, with a position or key. */
  readonly label: string
  /** The rails on the left, of the levels above. */
  readonly rails: string
  readonly depth: number
  readonly last: boolean
}

// --- folds

/** Draws the plan. `look` tells of each node what was found. */
export const draw = (plan: Plan, look: (node: Node) => Seen, drawing: Drawing): string => {
  const { paint } = drawing
  const named = names(plan)
  const lines: Array<string> = []
  const drawn = new Set<string>()
  let hidden = 0
  const stack: Array<Branch> = plan.roots
    .map((node) => ({ node, label: "", rails: "", depth: 0, last: true }))
    .reverse()
  for (let branch = stack.pop(); branch !== undefined; branch = stack.pop()) {
    const { node, label, rails, depth, last } = branch
    const seen = look(node)
    const known = drawn.has(node.id)
    drawn.add(node.id)
    const elbow = depth === 0 ? "" : last ? "└─ " : "├─ "
    const name = `${label === "" ? "" : `${label}: `}${named(node)}`
    const behind = known && node.dependencies.length > 0 ? "   ↑ as above" : known ? "" : where(seen.paths)
    lines.push(`${paintMark(seen.mark, drawing)}  ${paint.dim(rails + elbow)}${name}${paint.dim(behind)}`)
    if (known) continue
    const below = branches(node)
    const inner = depth === 0 ? "" : `${rails}${last ? "   " : "│  "}`
    if (depth === deepest && below.length > 0) {
      hidden += 1
      lines.push(`${" ".repeat(width)}  ${paint.dim(`${inner}└─ …`)}`)
      continue
    }
    for (const [index, [slot, child]] of [...below.entries()].reverse())
      stack.push({ node: child, label: slot, rails: inner, depth: depth + 1, last: index === below.length - 1 })
  }
  return `${lines.join("\n")}\n\n${summary(plan, look, plan.nodes.size - drawn.size, hidden)}\n`
}

const width = 8

const paintMark = (mark: Mark, { paint }: Drawing): string => {
  const text = mark.padEnd(width)
  if (mark === "there") return paint.good(text)
  return mark === "no input" || mark === "blocked" ? paint.bad(text) : paint.warn(text)
}

const where = ([first, ...rest]: ReadonlyArray<string>): string => {
  if (first === undefined) return ""
  return `   ${visible(first)}${rest.length === 0 ? "" : ` and ${grouped(rest.length)} more`}`
}

const branches = (node: Node): ReadonlyArray<readonly [string, Node]> =>
  Object.entries(node.edges).flatMap(([slot, edge]) => ofEdge(slot, edge))

const ofEdge = (slot: string, edge: Edge): ReadonlyArray<readonly [string, Node]> => {
  if (edge === null) return []
  if (isList(edge)) return edge.map((node, index) => [`${slot}[${index}]`, node] as const)
  if (isNode(edge)) return [[slot, edge]]
  return Object.entries(edge).map(([key, node]) => [`${slot}.${visible(key)}`, node] as const)
}

const isList = (edge: Edge): edge is ReadonlyArray<Node> => Array.isArray(edge)

const isNode = (edge: Exclude<Edge, null>): edge is Node => "_tag" in edge && typeof edge._tag === "string"

const summary = (plan: Plan, look: (node: Node) => Seen, undrawn: number, hidden: number): string => {
  const tally = new Map<Mark, number>([
    ["there", 0],
    ["missing", 0],
  ])
  for (const node of plan.nodes.values()) {
    const { mark } = look(node)
    if (mark !== "") tally.set(mark, (tally.get(mark) ?? 0) + 1)
  }
  const parts = [...tally].map(([mark, n]) => `${grouped(n)} ${said[mark] ?? mark}`)
  const deeper = hidden === 0 ? "" : `; ${count(undrawn, "task")} deeper than shown (plan --json has all)`
  return parts.join(", ") + deeper
}

const said: Readonly<Partial<Record<Mark, string>>> = {
  runs: "without output",
  spared: "missing but not needed",
  "no input": "missing that no task makes",
}
