/**
 * What the golden file holds of a plan's JSON: identities, and what they stand for.
 */

// --- queries

/** Takes task and slots of every node, in order. */
export const identities = (plan: unknown): unknown => {
  const { roots, nodes } = plan as {
    readonly roots: unknown
    readonly nodes: Readonly<Record<string, { readonly task: unknown; readonly slots: unknown }>>
  }
  return JSON.parse(
    JSON.stringify({
      roots,
      nodes: Object.fromEntries(
        Object.entries(nodes)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([id, { task, slots }]) => [id, { task, slots }]),
      ),
    }),
  )
}
