/**
 * Heaps: values by a number, of which the one of the smallest is taken, immutable.
 *
 * Leftist: the right spine has at most log₂ n + 1 levels, so no recursion is deep and no operation worse than O(log n).
 */

// --- model

export interface Branch<A> {
  readonly least: number
  readonly value: A
  /** Length of the right spine. */
  readonly rank: number
  readonly left: Heap<A>
  readonly right: Heap<A>
}

export type Heap<A = number> = Branch<A> | null

// --- constructors

export const empty: Heap<never> = null

// --- combinators

/** Adds a value. O(log n). */
export const insert = <A>(heap: Heap<A>, least: number, value: A): Branch<A> =>
  merge({ least, value, rank: 1, left: null, right: null }, heap)

/** Gives the heap without its least. O(log n). */
export const rest = <A>(heap: Branch<A>): Heap<A> => (heap.left === null ? heap.right : merge(heap.left, heap.right))

const merge = <A>(a: Branch<A>, b: Heap<A>): Branch<A> => {
  if (b === null) return a
  const [top, other] = a.least <= b.least ? [a, b] : [b, a]
  const right = top.right === null ? other : merge(top.right, other)
  const { least, value, left } = top
  return left === null || left.rank < right.rank
    ? { least, value, rank: (left?.rank ?? 0) + 1, left: right, right: left }
    : { least, value, rank: right.rank + 1, left, right }
}
