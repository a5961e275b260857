/**
 * Override tables: what the user wrote, in order.
 *
 * Tables concatenate: a monoid with the empty table. Reading one never fails as a whole; keys that are no
 * patterns come back as problems beside the entries that are.
 */
import * as E from "#fp/Either"
import type { Monoid as MonoidOf } from "#fp/Monoid"
import * as Pattern from "../path/pattern.ts"
import * as Specificity from "../path/specificity.ts"
import type { Overrides } from "../task/definition.ts"
import type { Source } from "../task/source.ts"
import type { Entry } from "./entry.ts"

// --- model

export type Table = ReadonlyArray<Overrides>

export interface InvalidKey {
  readonly key: string
  readonly given: unknown
  readonly source: Source
  readonly offset: number
  readonly reason: string
}

export interface Entries {
  readonly entries: ReadonlyArray<Entry>
  readonly problems: ReadonlyArray<InvalidKey>
}

// --- constructors

export const Monoid: MonoidOf<Table> = { empty: [], concat: (first, second) => [...first, ...second] }

/** Reads the keys of a table; the order of entries is the order of writing. O(entries). */
export const entries = (table: Table): Entries => {
  const found: Array<Entry> = []
  const problems: Array<InvalidKey> = []
  for (const [index, overrides] of table.entries()) {
    for (const [key, given] of Object.entries(overrides.record)) {
      const { name, important } = split(key)
      const pattern = Pattern.parse(name)
      if (E.isLeft(pattern)) {
        problems.push({
          key,
          given,
          source: overrides.source,
          offset: pattern.left.offset,
          reason: pattern.left.reason,
        })
        continue
      }
      found.push({
        key,
        pattern: pattern.right,
        specificity: Specificity.of(pattern.right),
        important,
        given,
        source: overrides.source,
        order: found.length,
        zip: zipOf(overrides, index),
      })
    }
  }
  return { entries: found, problems }
}

// --- queries

const zipOf = ({ zipped }: Overrides, index: number): string | undefined => {
  if (typeof zipped === "string") return `tables ${zipped}`
  return zipped ? `table ${index}` : undefined
}

/** Takes the mark of importance off a key. */
export const split = (key: string): { readonly name: string; readonly important: boolean } =>
  key.endsWith("!") ? { name: key.slice(0, -1), important: true } : { name: key, important: false }
