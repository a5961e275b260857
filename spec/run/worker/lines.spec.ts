/**
 * Plans told in lines: what another process reads is the plan, node by node, and no more is read than is looked at.
 */
import * as fc from "fast-check"
import { type, type Type } from "waluigi"
import { constant, date, dep, int, list, many, optional, override, param, resolve, str, task } from "waluigi"
import * as Given from "../../../lib/task/given.ts"
import * as t from "io-ts"
import { describe, expect, it } from "vitest"
import type * as Line from "../../../lib/run/worker/line.ts"
import * as Nodes from "../../../lib/run/worker/nodes.ts"
import * as PlanFile from "../../../lib/run/worker/plan-file.ts"
import * as Json from "../../../lib/run/worker/json.ts"
import type { Edge, Node, Plan } from "../../../lib/plan/plan.ts"
import * as Plans from "../../../lib/plan/plan.ts"
import * as Definitions from "../../../lib/task/definition.ts"
import { resolve as resolvePure } from "../../../lib/plan/resolve.ts"
import { build } from "../../oracle/build.ts"
import { descriptions } from "../../oracle/generate.ts"

/** Writes all roots of a plan and reads them again, counting the lines that are read. */
const told = (plan: Plan) => {
  const file = PlanFile.open(() => true)
  const definitions = new Map([...plan.nodes.values()].map(({ definition }) => [definition.name, definition]))
  const offsets = plan.roots.map((root) => file.write(root) as Line.Reference)
  const line = PlanFile.lines(file.file)
  let count = 0
  const read = Nodes.reader({
    line: (at) => {
      count += 1
      return line(at)
    },
    task: (name) => definitions.get(name),
    layout: Nodes.layouts(),
  })
  return { roots: offsets.map(read), count: () => count, close: file.close }
}

const shape = (edge: Edge): unknown => {
  if (edge === null) return null
  if (Plans.isNode(edge)) return edge.id
  if (Plans.isList(edge)) return edge.map(({ id }) => id)
  return Object.entries(edge).map(([name, { id }]) => [name, id])
}

/** Compares two graphs node by node; nodes of one identity must be one object in each. */
const expectSame = (plan: Plan, roots: ReadonlyArray<Node>): void => {
  const met = new Map<string, Node>()
  const way: Array<readonly [Node, Node]> = plan.roots.map((root, at) => [root, roots[at] as Node])
  for (let pair = way.pop(); pair !== undefined; pair = way.pop()) {
    const [own, read] = pair
    const known = met.get(read.id)
    if (known !== undefined) {
      expect(read).toBe(known)
      continue
    }
    met.set(read.id, read)
    expect(read.id).toBe(own.id)
    expect(read.definition).toBe(own.definition)
    expect(Object.keys(read.slots)).toEqual(Object.keys(own.slots))
    expect(read.slots).toStrictEqual(own.slots)
    expect(Plans.ofSlots(read.slots)).toBe(read)
    expect(Definitions.ofSlots(read.slots)).toBe(read.definition)
    expect(Object.isFrozen(read.slots)).toBe(true)
    expect(Object.keys(read.edges).map((name) => [name, shape(read.edges[name] as Edge)])).toEqual(
      Object.keys(own.edges).map((name) => [name, shape(own.edges[name] as Edge)]),
    )
    expect(read.dependencies.map(({ id }) => id)).toEqual(own.dependencies.map(({ id }) => id))
    for (const [at, dependency] of own.dependencies.entries()) way.push([dependency, read.dependencies[at] as Node])
  }
  expect([...met.keys()].sort()).toEqual([...plan.nodes.keys()].sort())
}

const planOf = (workflow: Parameters<typeof resolve>[0]): Plan => {
  const plan = resolve(workflow)
  if (plan._tag === "Left") throw new Error("it does not resolve")
  return plan.right
}

const Bag: Type<ReadonlySet<string>> = type({
  codec: new t.Type<ReadonlySet<string>, ReadonlyArray<string>>(
    "Bag",
    (u): u is ReadonlySet<string> => u instanceof Set,
    (u, context) =>
      Array.isArray(u) ? t.success(new Set(u)) : u instanceof Set ? t.success(u) : t.failure(u, context),
    (bag) => [...bag],
  ),
})

describe("a plan that is told in lines", () => {
  it("reads back as it is, whatever workflow it comes of", () => {
    let count = 0
    fc.assert(
      fc.property(descriptions(6, 4, { zip: true, over: true, tasks: true }), (description) => {
        const { workflow, names } = build(description)
        const plan = resolvePure(workflow, { names })
        if (plan._tag === "Left") return
        count += 1
        const { roots, close } = told(plan.right)
        expectSame(plan.right, roots)
        close()
      }),
      { numRuns: 60 },
    )
    expect(count).toBeGreaterThan(5)
  })

  it("keeps values that are no JSON: dates, types of the user's own, what functions give anew", () => {
    const Leaf = task("Leaf", {
      params: {
        day: param(date),
        none: param(optional(int), { default: null }),
        some: param(list(str), { default: ["é\n", "", "\u2028"] }),
        bag: param(Bag, { default: new Set(["b", "a"]) }),
        version: constant({ deep: [1, { a: null }] }),
      },
      dynamic: {
        nan: () => Number.NaN,
        minus: () => -0,
        when: (p) => new Date(p.some.length),
        table: (p) => new Map([[p.bag.size, p.none]]),
        label: { type: str, compute: (p) => `${p.day}` },
        nothing: () => null,
        plain: () => ({ a: [1, { b: "x" }], __proto__x: 1 }),
      },
    })
    const Top = task("Top", {
      params: { leaf: dep(Leaf), all: many(Leaf), asleep: dep(Leaf, {}, { optional: true }) },
      dynamic: {
        listed: (p) => [Leaf({ day: p.leaf.day })],
        named: (p) => ({ a: Leaf({ day: p.leaf.day }), "odd name": Leaf({ day: p.leaf.day }) }),
      },
    })
    // The compiler knows no day of a text: the command line would give one.
    const days = { day: Given.text("2024-02-29"), "Top.all.day": Given.text("2024-03-01") }
    const plan = planOf(Top(override(days as never)))
    const { roots, close } = told(plan)
    expectSame(plan, roots)
    close()
  })

  it("is read no further than it is looked at: below a task may lie thousands", () => {
    interface Step {
      readonly n: number
    }
    const Chain = task("Chain", {
      params: { n: param(int) },
      dynamic: { before: (p: Step, self) => (p.n > 0 ? self({ ".n": p.n - 1 }) : null) },
    })
    const { roots, count, close } = told(planOf(Chain({ n: 20_000 })))
    const slots = roots[0]?.slots as { n: number; before: { n: number; before: { n: number } } }
    expect(count()).toBe(1)
    expect(slots.n).toBe(20_000)
    expect(count()).toBe(1)
    expect(slots.before.before.n).toBe(19_998)
    expect(count()).toBe(3)
    close()
  })

  it("has one line for each node, however often it is asked for", () => {
    const Leaf = task("Leaf", { params: { n: param(int) } })
    const Top = task("Top", { params: { a: dep(Leaf), b: dep(Leaf), all: many(Leaf) } })
    const plan = planOf(Top({ n: [1, 2] }))
    const file = PlanFile.open(() => true)
    const first = plan.roots.map(file.write)
    expect(plan.roots.map(file.write)).toEqual(first)
    const line = PlanFile.lines(file.file)
    const [top] = first as ReadonlyArray<Line.Reference>
    expect(Object.values((JSON.parse(line(top ?? 0)) as Line.Line).edges)).toEqual([0, 0, [0]])
    file.close()
  })

  it("tells a task that another process does not know, and what is above it", () => {
    const Leaf = task("Leaf", { params: { n: param(int) } })
    const Top = task("Top", { params: { a: dep(Leaf) } })
    const file = PlanFile.open(({ name }) => name === "Top")
    const [root] = planOf(Top({ n: 1 })).roots
    expect(file.write(root as Node)).toMatchObject({ _tag: "Stranger", definition: { name: "Leaf" }, unknown: true })
    file.close()
  })
})

describe("JSON that reads back as the very value", () => {
  it("is given for plain data alone", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(Json.text(value) ?? "")).toStrictEqual(value)
      }),
    )
    fc.assert(
      fc.property(fc.anything({ withDate: true, withMap: true, withSet: true, withBigInt: true }), (value) => {
        const text = Json.text(value)
        if (text !== undefined) expect(JSON.parse(text)).toEqual(value)
      }),
    )
  })

  it.each([
    ["undefined", undefined],
    ["NaN", Number.NaN],
    ["a member that is undefined", { a: undefined }],
    ["a date", new Date(0)],
    ["a function", () => 1],
    ["a map", new Map()],
    ["a big integer", 10n],
    ["a symbol", Symbol("a")],
  ])("is not given for %s", (_, value) => {
    expect(Json.text(value)).toBe(undefined)
    expect(Json.text([value])).toBe(undefined)
  })

  it("keeps the sign of zero", () => {
    expect(JSON.parse(Json.text([-0, 0]) ?? "")).toStrictEqual([-0, 0])
  })
})
