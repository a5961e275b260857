/**
 * The oracle of running in a troubled world: what must become of each node where nothing stops the run. By the rules and
 * nothing else: no order, no resources shared, no time but that of one attempt.
 */
import * as Policy from "../../../lib/task/policy.ts"
import type { Scripted, World } from "../plans.ts"
import type { Script } from "./simulation.ts"

export type Fate = "Unknown" | "Complete" | "Made" | "Passed" | "Failed" | "Blocked"

/** Works out what becomes of each node. What is asked for on the way must lie below who asks. */
export const fates = (world: World, script: Script): ReadonlyArray<Fate> => {
  const known = new Map<number, Fate>()
  const isThere = (index: number): boolean => ["Complete", "Made", "Passed"].includes(fate(index))
  const fate = (index: number): Fate => {
    const found = known.get(index) ?? work(world.nodes[index] as Scripted)
    known.set(index, found)
    return found
  }
  const work = (node: Scripted): Fate => {
    const { kind, needs, settled = [], some } = node
    const hasOutput = kind === "Task" || kind === "External"
    if (hasOutput && node.there) return "Complete"
    if (kind === "External") return "Failed"
    const lenient = [...settled, ...(some?.nodes ?? [])].filter((need) => !needs.includes(need))
    // All are asked for, whatever becomes of the others.
    for (const need of [...needs, ...lenient]) fate(need)
    if (!needs.every(isThere)) return "Blocked"
    if (some !== undefined && some.nodes.filter(isThere).length < Policy.least(some.accept, some.nodes.length))
      return "Blocked"
    if (kind === "Wrapper") return "Passed"
    if (isTooLarge(node, script)) return "Failed"
    if (makes(node)) return "Complete"
    for (const ask of node.asks ?? []) fate(ask)
    if (!(node.asks ?? []).every(isThere)) return "Failed"
    const times = (node.policy?.retries ?? script.retries)?.times ?? 0
    return Array.from({ length: times + 1 }, (_, attempt) => ends(node, attempt)).includes(true) ? "Made" : "Failed"
  }
  world.roots.forEach(fate)
  return world.nodes.map((_, index) => known.get(index) ?? "Unknown")
}

// --- internals

const makes = ({ held, kind }: Scripted): boolean => kind === "Task" && held?.makes === true

const isTooLarge = ({ policy }: Scripted, { resources = {} }: Script): boolean =>
  (policy?.resources?.gpu ?? 0) > (resources.gpu ?? 1) ||
  (policy?.resources?.memory ?? 0) > (resources.memory ?? Number.POSITIVE_INFINITY)

const ends = ({ attempts, fails, policy, runs }: Scripted, attempt: number): boolean => {
  const fate = attempts === undefined ? (fails ? "Fails" : "Ends") : attempts[Math.min(attempt, attempts.length - 1)]
  return fate === "Ends" && runs < (policy?.timeout ?? Number.POSITIVE_INFINITY)
}
