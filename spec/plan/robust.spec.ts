/**
 * Whatever a user's code does, resolving gives a plan or problems, and two resolutions share nothing.
 */
import * as E from "#fp/Either"
import * as t from "io-ts"
import { describe, expect, it } from "vitest"
import { merge } from "../../lib/plan/merge.ts"
import { printPlace } from "../../lib/plan/problem.ts"
import { constant, dep, int, json, list, many, param, planToJson, resolve, task, type } from "../../lib/index.ts"

const tags = (root: unknown): unknown => {
  const plan = resolve(root as never)
  return E.isLeft(plan) ? [...new Set(plan.left.map((error) => error._tag))] : planToJson(plan.right).roots.length
}

describe("values belong to the workflow from the moment they are given", () => {
  it("whatever a dynamic function does to what it reads", () => {
    const D = task("D", {
      params: { l: param(list(int), { default: [1, 2] }) },
      dynamic: { x: (p) => (p.l as Array<number>).push(9) },
    })
    expect(tags(D)).toEqual(["DynamicThrew"])
    expect(tags(D({ l: [1] }))).toEqual(["DynamicThrew"])
  })

  it("whatever becomes of the array, the record or the constant that was given", () => {
    const A = task("A", { params: { l: param(list(int)), c: constant({ a: [1] }) } })
    const given = [1, 2]
    const workflow = A({ l: given })
    const before = resolve(workflow)
    given.push(3)
    expect(E.map(planToJson)(resolve(workflow))).toEqual(E.map(planToJson)(before))
    expect(E.isRight(before) && Object.isFrozen(before.right.roots[0]?.slots.l)).toBe(true)
  })

  it("also where a dynamic function uses one record again and again", () => {
    const A = task("A", { params: { y: param(int) } })
    const Three = task("Three", {
      dynamic: {
        x: () => {
          const table = { y: 0 }
          return [1, 2, 3].map((y) => {
            table.y = y
            return A(table)
          })
        },
      },
    })
    const plan = resolve(Three)
    expect(E.isRight(plan) && plan.right.roots[0]?.slots.x).toEqual([{ y: 1 }, { y: 2 }, { y: 3 }])
  })
})

describe("code of the user's that throws", () => {
  const picky = new t.Type<{ readonly x: number }, unknown>(
    "Point",
    (u): u is { readonly x: number } => typeof (u as { readonly x: number }).x === "number",
    (u, context) =>
      typeof (u as { readonly x: number }).x === "number" ? t.success(u as never) : t.failure(u, context),
    (point) => point,
  )

  it("in a codec is a value that does not fit", () => {
    const A = task("A", { params: { at: param(json(picky)) } })
    expect(tags(A({ at: null } as never))).toEqual(["InvalidValue"])
  })

  it("where a value is encoded, compared or parsed, leaves no identity or no order", () => {
    const moment = new t.Type<Date, string>(
      "Moment",
      (u): u is Date => u instanceof Date,
      t.success as never,
      (d) => d.toISOString(),
    )
    const When = task("When", { params: { at: param(type({ name: "moment", codec: moment })) } })
    expect(tags(When({ at: new Date(Number.NaN) } as never))).toEqual(["InvalidValue"])
    const odd = type({
      name: "odd",
      codec: t.number,
      order: {
        equals: () => false,
        compare: () => {
          throw new Error("no order")
        },
      },
    })
    const Odd = task("Odd", { params: { n: param(odd) } })
    expect(tags(task("All", { params: { all: many(Odd) } })({ n: [3, 1, 2] } as never))).toBe(1)
  })

  it("in a dynamic function, or in what it returns, is told at its place", () => {
    const returning = (value: () => unknown) => tags(task("D", { dynamic: { x: value as () => number } }))
    const proxy = new Proxy(
      {},
      {
        getPrototypeOf: () => {
          throw new Error("no")
        },
      },
    )
    const silent = Object.defineProperty(new Error("x"), "message", {
      get: () => {
        throw new Error("y")
      },
    })
    expect(returning(() => proxy)).toEqual(["DynamicThrew"])
    expect(
      returning(() => {
        throw silent
      }),
    ).toEqual(["DynamicThrew"])
    expect(returning(async () => 1)).toEqual(["DynamicResult"])
    expect(returning(() => [[task("A", {})()]])).toEqual(["DynamicResult"])
  })
})

describe("what has no JSON is told from what has", () => {
  it("inside records and arrays too", () => {
    const of = (value: unknown) => tags(task("C", { params: { c: constant(value) } }))
    const odd = [new Map([[1, 2]]), /a/, { f: () => 1 }, [() => 1], [Symbol("s")], [undefined], new Set([1])]
    for (const value of odd) expect(of(value)).toEqual(["InvalidDefault"])
    expect(of({ a: [1, "b", null, { c: true }] })).toBe(1)
  })

  it("in a circle too", () => {
    const circle: Array<unknown> = []
    circle.push(circle)
    const A = task("A", { params: { y: param(json(t.unknown)) } })
    expect(tags(A({ y: circle }))).toEqual(["InvalidValue"])
    expect(tags(task("B", { params: { a: dep(A, { y: circle }) } }))).toEqual(["InvalidValue"])
  })
})

describe("graphs that go on for ever", () => {
  it("are cycles also where a pinned collection lies on the way", () => {
    const B: unknown = task("B", {
      params: { y: param(int, { default: 0 }) },
      dynamic: { up: (): unknown => (Loop as () => unknown)() },
    })
    const Loop: unknown = task("Loop", { params: { all: many(B as never, { pins: { y: [1, 2] } as never }) } })
    expect(tags(Loop)).toEqual(["Cycle"])
  })

  it("end at the limit", () => {
    const Up = task("Up", {
      params: { n: param(int, { default: 0 }) },
      dynamic: { up: (p, self) => self({ ".n": p.n + 1 }) },
    })
    const plan = resolve(Up, { limit: 100 })
    expect(E.isLeft(plan) && plan.left.map((error) => error._tag)).toEqual(["TooManyTasks"])
  })
})

describe("a neutral value", () => {
  it("is one of its type", () => {
    expect(tags(task("N", { params: { n: param(int, { default: 1, neutral: "x" as never }) } }))).toEqual([
      "InvalidDefault",
    ])
  })
})

describe("plans of several roots", () => {
  it("hold one node of each identity, whose slots the first place supplies, wherever it is read", () => {
    const X = task("X", { params: { w: param(int, { default: 1, significant: false }) } })
    const R = task("R", { params: { x: dep(X) } })
    const [first, second] = [resolve(X({ w: 1 })), resolve(R({ w: 2 }))]
    if (E.isLeft(first) || E.isLeft(second)) throw new Error("they resolve")
    const merged = merge([first.right, second.right])
    if (E.isLeft(merged)) throw new Error("they merge")
    const { nodes, roots, warnings } = merged.right
    expect(roots[1]?.edges.x).toBe(nodes.get(roots[0]?.id ?? ""))
    expect(roots[1]?.slots).toEqual({ x: { w: 1 } })
    expect(warnings.map((warning) => warning._tag)).toEqual(["InsignificantDiffers"])
  })
})

describe("two tasks of one name", () => {
  it("are shown with the first place of each", () => {
    const Top = task("Top", { params: { a: dep(task("Same", {})), b: dep(task("Same", {})) } })
    const plan = resolve(Top)
    const [error] = E.isLeft(plan) ? plan.left : []
    expect(error?._tag === "DuplicateTask" && error.places.map(printPlace)).toEqual(["Top.a", "Top.b"])
  })
})
