/**
 * Digests: identities as 32 hex digits, the first half of SHA-256. The one file of the pure rooms that hashes.
 */
import { hash } from "node:crypto"

// --- queries

/** Digests a text; equal on every machine. `hash` makes no object to hash with: 0.7 µs, where createHash takes 1.2 µs. */
export const of = (text: string): string => hash("sha256", text, "hex").slice(0, 32)

/**
 * Sorts digests. Their digits are random, so as many buckets as digests hold one each, or a few: 0.2 µs a digest, where
 * comparing texts takes 1.5 µs.
 */
export const sorted = (ids: ReadonlyArray<string>): ReadonlyArray<string> => {
  if (ids.length < 64) return [...ids].sort()
  const shift = Math.max(0, Math.clz32(ids.length) - 8)
  const heads = new Int32Array(0x1000000 >> shift).fill(-1)
  const next = new Int32Array(ids.length)
  for (let at = 0; at < ids.length; at += 1) {
    const bucket = first(ids[at] as string) >> shift
    next[at] = heads[bucket] as number
    heads[bucket] = at
  }
  const all: Array<string> = []
  for (const head of heads) {
    const from = all.length
    for (let at = head; at >= 0; at = next[at] as number) insert(all, from, ids[at] as string)
  }
  return all
}

/** The first six digits as a number. */
const first = (id: string): number => {
  let number = 0
  for (let at = 0; at < 6; at += 1) {
    const code = id.charCodeAt(at)
    number = number * 16 + (code < 58 ? code - 48 : code - 87)
  }
  return number
}

const insert = (all: Array<string>, from: number, id: string): void => {
  let at = all.length
  while (at > from && (all[at - 1] as string) > id) {
    all[at] = all[at - 1] as string
    at -= 1
  }
  all[at] = id
}
