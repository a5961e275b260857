/**
 * Vectors: integers by index, of a fixed length, whose old versions stay as they are.
 *
 * A trie of chunks: a draft copies each chunk that it changes once, and shares the rest. So a million nodes cost a step
 * only what the step changes: O(changes · log₃₂ n), and nothing at all where nothing is set.
 *
 * Chunks are plain arrays: typed ones of more than 64 bytes live outside V8's heap, and copying them took three times as long.
 */

// --- model

type Chunk = ReadonlyArray<number> | ReadonlyArray<Chunk>

export interface Vector {
  readonly length: number
  /** How many bits of an index the levels below the root take. */
  readonly shift: number
  readonly root: Chunk
}

/** A vector in the making, owned by whoever drafted it: never handed on. */
export interface Draft {
  readonly length: number
  readonly shift: number
  root: Chunk
  /** Chunks made by this draft, which alone may be written to. */
  owned: Set<Chunk> | undefined
}

const bits = 5
const width = 1 << bits
const mask = width - 1

// --- constructors

/** Makes a vector of zeros. All its chunks are one chunk. O(log n). */
export const of = (length: number): Vector => {
  let root: Chunk = Array.from({ length: width }, () => 0)
  let shift = 0
  for (let room = width; room < length; room *= width) {
    const below: Chunk = root
    root = Array.from({ length: width }, () => below)
    shift += bits
  }
  return { length, shift, root }
}

/** Opens a vector for changes; the vector itself is untouched. O(1). */
export const draft = (vector: Vector): Draft => ({
  length: vector.length,
  shift: vector.shift,
  root: vector.root,
  owned: undefined,
})

/** Closes a draft: the vector that it came to be. The draft must not be written to after. */
export const done = ({ length, shift, root }: Draft): Vector => ({ length, shift, root })

// --- queries

/** Reads the integer at an index, 0 where none was set. O(log n). */
export const get = (vector: Vector | Draft, index: number): number => {
  let chunk = vector.root
  for (let shift = vector.shift; shift > 0; shift -= bits) chunk = chunk[(index >>> shift) & mask] as Chunk
  return chunk[index & mask] as number
}

// --- combinators

/** Writes into a draft. O(log n). */
export const set = (draft: Draft, index: number, value: number): void => {
  let chunk = own(draft, draft.root)
  draft.root = chunk
  for (let shift = draft.shift; shift > 0; shift -= bits) {
    const at = (index >>> shift) & mask
    const child = own(draft, chunk[at] as Chunk)
    chunk[at] = child
    chunk = child
  }
  chunk[index & mask] = value
}

const own = (draft: Draft, chunk: Chunk): Array<number | Chunk> & Chunk => {
  draft.owned ??= new Set()
  if (draft.owned.has(chunk)) return chunk as Array<number | Chunk> & Chunk
  const copy = chunk.slice() as Array<number | Chunk> & Chunk
  draft.owned.add(copy)
  return copy
}
