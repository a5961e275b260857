/**
 * Lists of values of one type: `[2016,2017]`. One list is one value, where a comma elsewhere makes a collection (5.1).
 */
import * as E from "#fp/Either"
import { fromCompare } from "#fp/Ord"
import * as t from "io-ts"
import * as Range from "../range.ts"
import type { Type } from "../type.ts"
import * as Words from "../words.ts"

// --- constructors

/**
 * Reads a list of values. Text has the items between commas, with or without brackets round them all; an item in quotes may
 * hold commas; an item `2016..2018` stands for each of the range; the empty text is the empty list.
 *
 * *Gotchas*: a list of lists wants its outer brackets where it has one item: `[[1,2]]`. Several lists are `each([1], [2])`.
 *
 * @example
 * ```ts
 * import { int, list, param, resolve, task } from "waluigi"
 *
 * const Data = task("Data", { params: { it: param(list(int)) } })
 * const plan = resolve(Data({ it: [2016, 2017] }))
 * console.log(plan._tag === "Right" && plan.right.roots.map((root) => root.slots.it))
 * // [ [ 2016, 2017 ] ]
 * ```
 */
export const list = <A>(item: Type<A>): Type<ReadonlyArray<A>> => ({
  _tag: "Type",
  name: `list(${item.name})`,
  base: `list(${item.base})`,
  codec: t.readonlyArray(item.codec, `list(${item.name})`),
  parse: (text) => {
    const inside = Words.inBrackets(text) ?? text
    if (inside.trim() === "") return E.right([])
    const items: Array<A> = []
    for (const [index, word] of Words.pieces(inside).entries()) {
      const some = Range.read(item, word)
      if (E.isLeft(some)) return E.left(`${some.left} (item ${index + 1} of the list)`)
      for (const value of some.right) items.push(value)
    }
    return E.right(items)
  },
  print: (values) => `[${Words.print(values.map(item.print))}]`,
  order: fromCompare((a, b) => {
    for (let at = 0; at < a.length && at < b.length; at++) {
      const byItem = item.order.compare(a[at] as A, b[at] as A)
      if (byItem !== 0) return byItem
    }
    return a.length < b.length ? -1 : a.length > b.length ? 1 : 0
  }),
  comma: "belongs",
  item,
})
