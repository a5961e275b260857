/**
 * Views of nodes: a plan's nodes as the terminal shows them, by identity. What every report of a run needs.
 */
import * as E from "#fp/Either"
import { type Drawing, showFile, visible } from "../plan/draw/drawing.ts"
import type { Node, Plan } from "../plan/plan.ts"
import * as Targets from "../run/targets.ts"
import * as Titles from "../run/titles.ts"
import type { Store } from "../store/store.ts"

// --- model

export interface View {
  readonly plan: Plan
  readonly drawing: Drawing
  /** Names a node: its task and own values. */
  readonly name: (id: string) => string
  /** Finds a node of the plan, or one that was asked for on the way. */
  readonly find: (id: string) => Node | undefined
  /** Takes in what running tasks ask for. */
  readonly learn: (plan: Plan) => void
  /** Where the outputs of a node lie, as a person would open them; relative where that is near. */
  readonly paths: (node: Node) => ReadonlyArray<string>
}

// --- constructors

export const of = (plan: Plan, store: Store, drawing: Drawing): View => {
  const placing = Targets.placing()
  const titles = Titles.of(plan)
  return {
    plan,
    drawing,
    name: titles.print,
    find: titles.find,
    learn: titles.add,
    paths: (node) => {
      const outputs = placing(node)
      return E.isLeft(outputs) ? [] : outputs.right.map(({ target }) => showFile(drawing, store.locate(target)))
    },
  }
}

// --- queries

/** Names a node and where its outputs lie, by identity. */
export const located = (view: View, id: string): string => {
  const node = view.find(id)
  const [first, ...rest] = node === undefined ? [] : view.paths(node)
  if (first === undefined) return view.name(id)
  return `${view.name(id)}   ${view.drawing.paint.dim(rest.length === 0 ? first : `${first} and ${rest.length} more`)}`
}

/** Shows a message with files of this folder as short as they are typed. */
export const said = ({ drawing: { folder } }: View, text: string): string =>
  visible(folder === undefined ? text : text.replaceAll(`${folder}/`, ""))
