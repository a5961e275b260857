/**
 * Templates: what the nodes of a view have in common, worked out with the first of them.
 *
 * The values that no point and no cell changes, the slots that are left to decide, and the text of the identity (8.1)
 * with gaps. In a graph of a hundred thousand nodes most slots are decided by defaults: a node pays for the others.
 */
import type * as Definitions from "../../task/definition.ts"
import * as Digest from "../digest.ts"
import * as Encode from "../encode.ts"
import type { View } from "../match/view.ts"
import type { Edge, Node } from "../plan.ts"
import * as Plan from "../plan.ts"
import type { NodeFrame } from "./frame.ts"
import type * as Memo from "./memo.ts"

// --- model

export interface Template {
  /** By slot position; null where it differs from node to node. */
  readonly values: ReadonlyArray<unknown>
  /** Positions of the slots that differ, in the order of the level's agenda. */
  readonly agenda: ReadonlyArray<number>
  readonly gaps: ReadonlyArray<Gap>
  /** The text after the last gap. */
  readonly end: string
  /** Where no slot leads anywhere: the axes that decide, and room for the values of the node that is being made. */
  readonly plain: { readonly asked: ReadonlyArray<number>; readonly values: Array<unknown> } | undefined
}

/** A member of the identity that each node fills for itself, or leaves out. */
interface Gap {
  /** The text since the gap before, without and with the name of the member. */
  readonly before: string
  readonly named: string
  readonly at: number
  readonly holds: "value" | "node" | "nodes in order" | "nodes"
}

// --- constructors

/** Makes the template of a view whose slots have all been decided. O(slots), once a view. */
export const of = (view: View): Template => {
  const { level, decisions } = view
  const fixed = (at: number): { readonly value: unknown; readonly text: string | undefined } | undefined => {
    const decision = decisions[at]
    return decision?._tag === "Fixed" ? decision : undefined
  }
  const gaps: Array<Gap> = []
  let text = '{"constants":{'
  const members = (
    wanted: (slot: Definitions.Slot) => boolean,
    holds: (slot: Definitions.Slot) => Gap["holds"],
  ): void => {
    for (const at of level.sorted) {
      const slot = level.slots[at] as Definitions.Slot
      if (!wanted(slot)) continue
      const member = `${JSON.stringify(slot.name)}:`
      const known = fixed(at)
      if (known !== undefined) {
        if (holds(slot) === "value" && known.text !== undefined) text += `${member}${known.text},`
        continue
      }
      gaps.push({ before: text, named: text + member, at, holds: holds(slot) })
      text = ""
    }
  }
  members(
    ({ _tag }) => _tag === "Constant",
    () => "value",
  )
  text += '},"dependencies":{'
  members(({ _tag }) => _tag === "Dependency" || _tag === "Many" || _tag === "Dynamic", held)
  text += `},"task":"${level.definition.name}","values":{`
  members(
    ({ _tag }) => _tag === "Value" || _tag === "Dynamic",
    () => "value",
  )
  const values = level.slots.map((_, at) => fixed(at)?.value ?? null)
  const agenda = level.agenda.filter((at) => fixed(at) === undefined)
  return { values, agenda, gaps, end: `${text}}}`, plain: plain(view, agenda, values) }
}

/** What is watched or leads on must be gone through slot by slot. */
const plain = (view: View, agenda: ReadonlyArray<number>, values: ReadonlyArray<unknown>): Template["plain"] => {
  const decisions = agenda.map((at) => view.decisions[at])
  if (view.watches !== undefined || !decisions.every((one) => one?._tag === "Along" || one?._tag === "Cell"))
    return undefined
  const asked = decisions.flatMap((one) => (one?._tag === "Along" ? [one.axis.id] : []))
  return { asked: [...new Set(asked)], values: [...values] }
}

const held = ({ _tag }: Definitions.Slot): Gap["holds"] =>
  _tag === "Dependency" ? "node" : _tag === "Many" ? "nodes" : "nodes in order"

// --- folds

/** Prints what 8.1 names, as JSON with sorted keys: constants, dependencies, task, values. */
export const identity = (
  view: View,
  { gaps, end }: Template,
  frame: Pick<NodeFrame, "values" | "edges">,
  points: Memo.Points,
): string => {
  let text = ""
  for (const { before, named, at, holds } of gaps) {
    if (holds === "value") {
      const value = valueText(view, at, frame.values[at], points)
      text += value === undefined ? before : `${named}${value},`
      continue
    }
    const edge = frame.edges?.[at]
    text += edge === undefined || edge === null ? before : `${named}${printed(edge, holds)},`
  }
  return text + end
}

/** What a value adds to the identity; of a point of an axis it is worked out once. */
const valueText = (view: View, at: number, value: unknown, points: Memo.Points): string | undefined => {
  const decision = view.decisions[at]
  if (decision?._tag === "Cell") return Encode.significant(view.level.slots[at] as Definitions.Slot, value)
  if (decision?._tag !== "Along") return undefined
  const { texts, axis } = decision
  const point = points[axis.id] as number
  if (!(point in texts)) texts[point] = Encode.significant(view.level.slots[at] as Definitions.Slot, value)
  return texts[point]
}

const listed = (ids: ReadonlyArray<string>): string => (ids.length === 0 ? "[]" : `["${ids.join('","')}"]`)

/** Of a few nodes no list is made to be joined. */
const joined = (text: string, { id }: Node): string => (text === "" ? `"${id}"` : `${text},"${id}"`)

const printed = (edge: Edge, holds: Gap["holds"]): string => {
  if (edge === null) return "null"
  if (Plan.isNode(edge)) return `"${edge.id}"`
  if (Plan.isList(edge)) {
    if (holds === "nodes") return listed(Digest.sorted(edge.map(({ id }) => id)))
    return edge.length < 9 ? `[${edge.reduce(joined, "")}]` : listed(edge.map(({ id }) => id))
  }
  const record: Readonly<Record<string, Node>> = edge as Readonly<Record<string, Node>>
  return JSON.stringify(
    Object.keys(record)
      .sort()
      .map((key) => [key, record[key]?.id]),
  )
}
