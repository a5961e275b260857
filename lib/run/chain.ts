/**
 * Chains: lists that grow at the end, of which old versions stay as they are. To add costs O(1), whatever was there.
 */

// --- model

export interface Link<A> {
  readonly last: A
  readonly before: Chain<A>
}

export type Chain<A> = Link<A> | null

// --- combinators

/** Adds a value at the end. O(1). */
export const add = <A>(chain: Chain<A>, last: A): Link<A> => ({ last, before: chain })

// --- folds

/** Lists the values in the order in which they were added. O(values). */
export const toArray = <A>(chain: Chain<A>): ReadonlyArray<A> => {
  const list: Array<A> = []
  for (let link = chain; link !== null; link = link.before) list.push(link.last)
  return list.reverse()
}
