/**
 * What is random in a description: flat records of numbers, read modulo what there is to choose from. 0 is the plainest.
 */
import * as fc from "fast-check"

// --- model

export interface RawKey {
  /** Which edge to take at each level. */
  readonly path: ReadonlyArray<number>
  /** Bits of each level: keep the task's name, keep the slot's, by exact steps, and by another name. */
  readonly keep: ReadonlyArray<number>
  readonly end: number
  readonly anchor: number
}

export interface RawEntry extends RawKey {
  readonly how: number
  readonly value: number
  readonly important: number
  readonly inner: ReadonlyArray<RawKey & { readonly value: number }>
}

export interface RawZip {
  /** Before which table it stands. */
  readonly at: number
  readonly points: number
  readonly members: ReadonlyArray<RawEntry>
}

export interface RawSlot {
  readonly kind: number
  readonly name: number
  readonly target: number
  readonly flags: number
  readonly value: number
  readonly pins: ReadonlyArray<RawEntry>
  readonly reads: ReadonlyArray<number>
}

export interface RawTask {
  /** Some tasks are reached by substitution only; some extend another. */
  readonly link: number
  readonly parent: number
  readonly removes: number
  readonly slots: ReadonlyArray<RawSlot>
}

// --- raw

const small = fc.nat({ max: 99 })

const rawKey = {
  path: fc.array(small, { maxLength: 4 }),
  keep: fc.array(fc.nat({ max: 31 }), { minLength: 5, maxLength: 5 }),
  end: small,
  anchor: small,
}

export const rawEntry: fc.Arbitrary<RawEntry> = fc.record({
  ...rawKey,
  how: small,
  value: small,
  important: small,
  inner: fc.array(fc.record({ ...rawKey, value: small }), { maxLength: 2 }),
})

export const rawZip: fc.Arbitrary<RawZip> = fc.record({
  at: fc.nat({ max: 5 }),
  points: small,
  members: fc.array(rawEntry, { minLength: 2, maxLength: 3 }),
})

const rawSlot: fc.Arbitrary<RawSlot> = fc.record({
  kind: small,
  name: small,
  target: small,
  flags: small,
  value: small,
  pins: fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 2, arbitrary: fc.array(rawEntry, { maxLength: 2 }) },
  ),
  reads: fc.array(small, { minLength: 4, maxLength: 4 }),
})

export const rawTask: fc.Arbitrary<RawTask> = fc.record({
  link: small,
  parent: small,
  removes: small,
  slots: fc.array(rawSlot, { minLength: 0, maxLength: 4 }),
})
