/**
 * Narrowing: the part of a plan that is asked for when some of its nodes shall run.
 */
import type { Plan } from "../plan.ts"

// --- combinators

/**
 * Makes of a plan the one that asks for these nodes. What was a root stays one; another becomes one unless something
 * above it is asked for, which makes it where it needs it. O(nodes + edges).
 */
export const narrowed = (plan: Plan, asked: ReadonlyArray<string>): Plan => {
  const wanted = new Set(asked)
  const former = new Set(plan.roots.map(({ id }) => id))
  const below = new Set<string>()
  // From the top: every node stands after its dependencies.
  for (const { id, dependencies } of [...plan.nodes.values()].reverse())
    if (wanted.has(id) || below.has(id)) for (const dependency of dependencies) below.add(dependency.id)
  const others = [...plan.nodes.values()].filter(({ id }) => wanted.has(id) && !below.has(id) && !former.has(id))
  return {
    ...plan,
    roots: [...plan.roots.filter(({ id }) => wanted.has(id)), ...others],
    nodes: new Map([...plan.nodes].filter(([id]) => wanted.has(id) || below.has(id))),
  }
}
