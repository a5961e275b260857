/**
 * The oracle of running: what must become of each node, by the sets of rule and nothing else. No order, no time, no state.
 */
import type { World } from "../plans.ts"

export type Expected = "Unknown" | "Complete" | "Made" | "Passed" | "Failed" | "Blocked"

/** Works out what becomes of each node. */
export const expected = (world: World): ReadonlyArray<Expected> => {
  const asked = new Set<number>()
  const hides = ({ kind, there }: World["nodes"][number]) => there && (kind === "Task" || kind === "External")
  const ask = (index: number): void => {
    asked.add(index)
    const node = world.nodes[index] as World["nodes"][number]
    if (hides(node) || node.kind === "External") return
    node.needs.forEach(ask)
  }
  world.roots.forEach(ask)
  const fate = (index: number): Expected => {
    const node = world.nodes[index] as World["nodes"][number]
    if (!asked.has(index)) return "Unknown"
    if (hides(node)) return "Complete"
    if (node.kind === "External") return "Failed"
    const below = node.needs.map((need) => fates[need])
    if (below.includes("Failed") || below.includes("Blocked")) return "Blocked"
    if (node.kind === "Wrapper") return "Passed"
    return node.fails ? "Failed" : "Made"
  }
  const fates: Array<Expected> = []
  for (const index of world.nodes.keys()) fates.push(fate(index))
  return fates
}
