/**
 * Heaps: a set of integers from which the smallest is taken, immutable.
 *
 * Leftist: the right spine has at most log₂ n + 1 levels, so no recursion is deep and no operation worse than O(log n).
 */

// --- model

export interface Branch {
  readonly least: number
  /** Length of the right spine. */
  readonly rank: number
  readonly left: Heap
  readonly right: Heap
}

export type Heap = Branch | null

// --- constructors

export const empty: Heap = null

// --- combinators

/** Adds an integer. O(log n). */
export const insert = (heap: Heap, value: number): Branch =>
  merge({ least: value, rank: 1, left: null, right: null }, heap)

/** Gives the heap without its least. O(log n). */
export const rest = (heap: Branch): Heap => (heap.left === null ? heap.right : merge(heap.left, heap.right))

const merge = (a: Branch, b: Heap): Branch => {
  if (b === null) return a
  const [top, other] = a.least <= b.least ? [a, b] : [b, a]
  const right = top.right === null ? other : merge(top.right, other)
  const left = top.left
  return left === null || left.rank < right.rank
    ? { least: top.least, rank: (left?.rank ?? 0) + 1, left: right, right: left }
    : { least: top.least, rank: right.rank + 1, left, right }
}
