/**
 * Zipping: several collections as one axis, point by point instead of all pairs (rule 5.2).
 */
import { DefinitionError } from "./definition-error.ts"
import type { Each } from "./given.ts"
import type { Problem, Unfit } from "./problem.ts"
import * as Table from "./table.ts"

// --- model

/** What `zip` takes: records and tables whose members are collections of one length. */
export type Zipped<T extends ReadonlyArray<unknown>> = {
  readonly [I in keyof T]: T[I] & ZippedTable<T[I], Lengths<Table.RecordsOf<T[number]>>>
}

type ZippedTable<T, L extends number> =
  T extends Table.Table<infer R>
    ? First<ProblemsIn<R, L>>
    : T extends Table.AnyTable
      ? unknown
      : T extends ReadonlyArray<unknown> | string | number | boolean | null | undefined
        ? Problem<"here stands a record of keys, or what collect, set, … give">
        : { readonly [K in keyof T]: Member<K, T[K], L> }

type ProblemsIn<R, L extends number> = R extends unknown
  ? { readonly [K in keyof R]: unknown extends Member<K, R[K], L> ? never : Member<K, R[K], L> }[keyof R]
  : never
type First<P> = [P] extends [never] ? unknown : P

type Member<K, V, L extends number> =
  V extends Each<unknown>
    ? unknown
    : V extends ReadonlyArray<unknown>
      ? [Exclude<L, V["length"]>] extends [never]
        ? unknown
        : number extends V["length"]
          ? unknown
          : Unfit<`'${K & string}' has ${V["length"]} values; another member of the zip has`, Exclude<L, V["length"]>>
      : Problem<`'${K & string}' holds one value: the members of a zip are collections, such as [2016, 2017]`>

/** The lengths that the compiler can tell. */
type Lengths<R> = R extends unknown ? { readonly [K in keyof R]: LengthOf<R[K]> }[keyof R] : never
type LengthOf<V> = V extends ReadonlyArray<unknown> ? (number extends V["length"] ? never : V["length"]) : never

// --- constructors

/**
 * Makes one axis of several collections: the first values stand together, then the second, and so on.
 *
 * *Gotchas*: all members must have the same number of values, which the compiler checks where it sees them and the
 * resolver always. The axis stands at the place of the first member.
 *
 * @example
 * ```ts
 * import { int, param, resolve, task, zip } from "waluigi"
 *
 * const Data = task("Data", { params: { year: param(int), lumi: param(int) } })
 * const plan = resolve(Data(zip({ year: [2016, 2017], lumi: [36, 41] })))
 * console.log(plan._tag === "Right" && plan.right.roots.length)
 * // 2
 * ```
 */
export const zip = <const T extends ReadonlyArray<unknown>>(
  ...tables: Zipped<T>
): Table.Made<Table.RecordsOf<T[number]>> => {
  const [first, ...rest] = Table.read(tables, "zip", zip)
  if (first === undefined) return Table.of([])
  const record: Record<string, unknown> = { ...first.record }
  for (const table of rest)
    for (const [key, value] of Object.entries(table.record)) {
      if (Object.hasOwn(record, key))
        throw new DefinitionError(`zip is given ${key} twice: a member of a zip has one list of values`, zip)
      record[key] = value
    }
  return Table.of([{ ...first, record, zipped: true }])
}
