/**
 * Vectors: values by index, of which old versions stay as they are.
 *
 * A trie of chunks: a draft copies each chunk that it changes once, and shares the rest. So a million nodes cost a step
 * only what the step changes: O(changes · log₃₂ n), and nothing at all where nothing is set.
 *
 * Chunks are plain arrays: typed ones of more than 64 bytes live outside V8's heap, and copying them took three times as long.
 */

// --- model

type Chunk<A> = ReadonlyArray<A> | ReadonlyArray<Chunk<A>>

export interface Vector<A = number> {
  readonly length: number
  /** How many bits of an index the levels below the root take. */
  readonly shift: number
  readonly root: Chunk<A>
  /** What stands where nothing was set. */
  readonly blank: A
}

/** A vector in the making, owned by whoever drafted it: never handed on. */
export interface Draft<A = number> {
  readonly length: number
  readonly shift: number
  root: Chunk<A>
  readonly blank: A
  /** Chunks made by this draft, which alone may be written to. */
  owned: Set<Chunk<A>> | undefined
}

const bits = 5
const width = 1 << bits
const mask = width - 1

// --- constructors

/** Makes a vector of zeros. All its chunks are one chunk. O(log n). */
export const of = (length: number): Vector => full(length, 0)

/** Makes a vector of one value throughout. O(log n). */
export const full = <A>(length: number, blank: A): Vector<A> => {
  let root: Chunk<A> = chunkOf<A>(blank)
  let shift = 0
  for (let room = width; room < length; room *= width) {
    root = chunkOf<Chunk<A>>(root)
    shift += bits
  }
  return { length, shift, root, blank }
}

/** Opens a vector for changes; the vector itself is untouched. O(1). */
export const draft = <A>({ length, shift, root, blank }: Vector<A>): Draft<A> => ({
  length,
  shift,
  root,
  blank,
  owned: undefined,
})

/** Closes a draft: the vector that it came to be. The draft must not be written to after. */
export const done = <A>({ length, shift, root, blank }: Draft<A>): Vector<A> => ({ length, shift, root, blank })

const chunkOf = <A>(value: A): ReadonlyArray<A> => Array.from({ length: width }, () => value)

// --- queries

/** Reads the value at an index, the blank where none was set. O(log n). */
export const get = <A>(vector: Vector<A> | Draft<A>, index: number): A => {
  let chunk = vector.root
  for (let shift = vector.shift; shift > 0; shift -= bits) chunk = chunk[(index >>> shift) & mask] as Chunk<A>
  return chunk[index & mask] as A
}

// --- combinators

/** Makes room for more at the end. O(log n). */
export const grow = <A>(vector: Vector<A>, length: number): Vector<A> => {
  let { root, shift } = vector
  for (let room = width << shift; room < length; room *= width) {
    let blank: Chunk<A> = chunkOf<A>(vector.blank)
    for (let level = 0; level < shift; level += bits) blank = chunkOf<Chunk<A>>(blank)
    const above = chunkOf<Chunk<A>>(blank).slice()
    above[0] = root
    root = above
    shift += bits
  }
  return { length: Math.max(length, vector.length), shift, root, blank: vector.blank }
}

/** Writes into a draft. O(log n). */
export const set = <A>(draft: Draft<A>, index: number, value: A): void => {
  let chunk = own(draft, draft.root)
  draft.root = chunk
  for (let shift = draft.shift; shift > 0; shift -= bits) {
    const at = (index >>> shift) & mask
    const child = own(draft, chunk[at] as Chunk<A>)
    chunk[at] = child
    chunk = child
  }
  chunk[index & mask] = value
}

const own = <A>(draft: Draft<A>, chunk: Chunk<A>): Array<A | Chunk<A>> & Chunk<A> => {
  draft.owned ??= new Set()
  if (draft.owned.has(chunk)) return chunk as Array<A | Chunk<A>> & Chunk<A>
  const copy = chunk.slice() as Array<A | Chunk<A>> & Chunk<A>
  draft.owned.add(copy)
  return copy
}
