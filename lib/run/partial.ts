/**
 * Partial outputs: which outputs were made without some of what they are made of, as their task accepts (`settled`,
 * `accept`). They are complete for every run; that they are parts is kept in mind until they are made of all.
 *
 * One small file a node, in `.waluigi-partial` below the output root, written before the task starts: a kill may leave a
 * mark without an output, never an output without its mark.
 */
import { existsSync, readdirSync, readFileSync, rmdirSync, unlinkSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import * as E from "#fp/Either"
import type { Node, Plan } from "../plan/plan.ts"
import * as Session from "../store/session.ts"
import type { Store } from "../store/store.ts"
import { temporary } from "../task/place.ts"
import type { Event } from "./event.ts"
import * as Targets from "./targets.ts"

// --- model

export interface Partly {
  readonly node: Node
  /** How many of what it is made of were missing; undefined where the mark cannot be read. */
  readonly without: number | undefined
}

/** The folder of the marks, below the output root. */
export const folder = `${temporary}partial`

// --- constructors

/** Gives what listens to a run and marks what is made in part, and unmarks what is made of all. */
export const recording = ({ root }: Store): ((event: Event) => void) => {
  if (root === undefined) return () => undefined
  const below = join(root, folder)
  const own = new Set<string>()
  let marks: Set<string> | undefined
  return (event) => {
    if (event._tag === "Partial") {
      own.add(event.node)
      attempt(() => {
        Session.folders(below)
        writeFileSync(join(below, event.node), `${JSON.stringify({ without: event.without.length })}\n`)
      })
    } else if (event._tag === "Succeeded" && !own.has(event.node)) {
      marks ??= new Set(listing(below))
      if (!marks.delete(event.node)) return
      attempt(() => unlinkSync(join(below, event.node)))
      if (marks.size === 0) attempt(() => rmdirSync(below))
    }
  }
}

// --- queries

/** Finds the nodes of a plan whose outputs are there and were made in part. O(marks). */
export const ofPlan = (plan: Plan, store: Store): ReadonlyArray<Partly> => {
  const { root } = store
  if (root === undefined) return []
  const below = join(root, folder)
  const placing = Targets.placing()
  return listing(below).flatMap((id): ReadonlyArray<Partly> => {
    const node = plan.nodes.get(id)
    const placed = node === undefined ? undefined : placing(node)
    if (node === undefined || placed === undefined || E.isLeft(placed)) return []
    if (!placed.right.every(({ target }) => existsSync(store.locate(target)))) return []
    return [{ node, without: read(join(below, id)) }]
  })
}

const read = (path: string): number | undefined => {
  try {
    const { without } = JSON.parse(readFileSync(path, "utf8")) as { readonly without?: unknown }
    return typeof without === "number" ? without : undefined
  } catch {
    return undefined
  }
}

// --- internals

const listing = (below: string): ReadonlyArray<string> => {
  try {
    return readdirSync(below)
  } catch {
    return []
  }
}

/** What cannot be written down is in nobody's way: the run itself has said it. */
const attempt = (f: () => void): void => {
  try {
    f()
  } catch {
    // Told to nobody.
  }
}
