import * as t from "io-ts"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { constant, dep, dynamic, each, extend, int, json, many, param, str, task, text } from "waluigi"
import * as Name from "../../lib/path/name.ts"
import type { Definition } from "../../lib/task/definition.ts"
import * as Definitions from "../../lib/task/definition.ts"

/** What a task carries, for tests that look inside. */
const of = (value: unknown): Definition => {
  const definition = Definitions.ofTask(value)
  if (definition === undefined) throw new Error("this is no task")
  return definition
}
const slotNames = (value: unknown): ReadonlyArray<string> => [...of(value).slots.keys()]

const TaskA = task("TaskA", {
  doc: "counts",
  params: { year: param(int, { default: 2012, doc: "year of data taking" }) },
  output: json(t.number),
  run: ({ year }) => year,
})

describe("task", () => {
  it("carries its definition, which knows the task", () => {
    const definition = of(TaskA)
    expect(definition.name).toBe("TaskA")
    expect(definition.doc).toBe("counts")
    expect(definition.task).toBe(TaskA)
    expect(definition.lineage).toStrictEqual([])
    expect(definition.output).toMatchObject({ form: "json" })
    expect(TaskA).toHaveProperty("name", "TaskA")
  })

  it("knows where it is written", () => {
    const line = Number(/:(\d+):\d+\)?$/m.exec(new Error("here").stack ?? "")?.[1])
    const Here = task("Here")
    expect(of(Here).source).toMatchObject({
      file: expect.stringMatching(/\/spec\/task\/task\.spec\.ts$/),
      line: line + 1,
    })
    const Further = extend(Here, "Further")
    expect(of(Further).source).toMatchObject({ line: line + 6 })
  })

  it("keeps slots in declared order, params before dynamic", () => {
    const Ordered = task("Ordered", {
      dynamic: { z: () => 1, a: { type: int, compute: () => 2 }, k: dynamic(int, () => 3) },
      params: { y: param(int), b: dep(TaskA), x: many(TaskA), c: constant(3) },
    })
    expect([...of(Ordered).slots.values()].map((slot) => `${slot.name} ${slot._tag}`)).toStrictEqual([
      "y Value",
      "b Dependency",
      "x Many",
      "c Constant",
      "z Dynamic",
      "a Dynamic",
      "k Dynamic",
    ])
  })

  it("may have nothing but a name", () => {
    expect(slotNames(task("Bare"))).toStrictEqual([])
  })

  it("rejects exactly the names that no key can carry, and says what to type", () => {
    expect(() => task("taskA")).toThrow('"taskA" is no task name: write a capital, then letters, digits or _ (TaskA)')
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ maxLength: 6 }), fc.constantFrom("A", "Task_1", "a", "1A", "A.b", "A:B")),
        (name) => {
          const define = () => task(name)
          if (Name.taskProblem(name) === undefined) expect(of(define()).name).toBe(name)
          else expect(define).toThrow(Name.taskProblem(name))
        },
      ),
    )
  })

  it("rejects exactly the slot names that no key can carry, wherever they stand", () => {
    const names = fc.oneof(
      fc.string({ maxLength: 6 }),
      fc.constantFrom(...Name.reserved),
      fc.constantFrom("name", "Year"),
    )
    fc.assert(
      fc.property(names, fc.boolean(), (name, computed) => {
        const slots = (slot: unknown) => Object.defineProperty({}, name, { value: slot, enumerable: true })
        const define = () =>
          task("Named", computed ? { dynamic: slots(() => 1) } : { params: slots(param(int)) as Record<string, never> })
        if (Name.slotProblem(name) === undefined) expect(slotNames(define())).toStrictEqual([name])
        else expect(define).toThrow(Name.slotProblem(name))
      }),
    )
  })

  it("rejects a run or a path that is no function, such as a promise of what it should do", () => {
    expect(() => task("Run", { run: Promise.resolve() as never })).toThrow("Run.run is ")
    expect(() => task("Run", { run: Promise.resolve() as never })).toThrow("no function: write run: (p, ctx) => …")
    expect(() => extend(task("Place"), "Other", { path: "here" as never })).toThrow(
      'Other.path is "here", no function: write path: (p) => `…`',
    )
  })

  it("rejects a slot that stands twice, and what is no slot", () => {
    expect(() => task("Twice", { params: { a: param(int) }, dynamic: { a: () => 1 } })).toThrow(
      "Twice.a stands under both params and dynamic: give it one of them",
    )
    const wrong = (slot: unknown) => task("Wrong", { params: { a: slot as never } })
    expect(() => wrong(3)).toThrow("Wrong.a is no parameter: write param(int), dep(OtherTask)")
    expect(() => wrong(TaskA)).toThrow("Wrong.a is no parameter")
    expect(() => wrong(() => 1)).toThrow("what is computed stands under dynamic")
    expect(() => wrong(dynamic(int, () => 1))).toThrow("what is computed stands under dynamic")
    const dynamicWrong = (slot: unknown) => task("Wrong", { dynamic: { a: slot as never } })
    expect(() => dynamicWrong(3)).toThrow("Wrong.a is no dynamic slot: write a function (p) => …")
    expect(() => dynamicWrong(param(int))).toThrow("param(…) stands under params")
    expect(() => dynamicWrong(TaskA)).toThrow("Wrong.a is no dynamic slot")
  })

  it("throws where the user wrote it", () => {
    const thrown = (() => {
      try {
        return task("bad")
      } catch (error) {
        return error
      }
    })()
    expect(thrown).toBeInstanceOf(Error)
    expect((thrown as Error).name).toBe("DefinitionError")
    expect((thrown as Error).stack?.split("\n")[1]).toMatch(/task\.spec\.ts/)
  })
})

describe("param", () => {
  it("tells an absent default from any value", () => {
    const Defaults = task("Defaults", { params: { a: param(int), b: param(int, { default: 0 }) } })
    const slots = of(Defaults).slots
    expect(slots.get("a")).toMatchObject({ fallback: undefined, neutral: undefined, significant: true })
    expect(slots.get("b")).toMatchObject({ fallback: { value: 0 } })
  })

  it("keeps what is said of it, auxiliary data too", () => {
    const Meta = task("Meta", {
      params: { rate: param(int, { significant: false, neutral: 1, range: [1, 10], sample: "loguniform" }) },
    })
    expect(Meta.rate.meta.sample).toBe("loguniform")
    expect(Meta.rate.meta.range).toStrictEqual([1, 10])
    expect(of(Meta).slots.get("rate")).toMatchObject({ significant: false, neutral: { value: 1 } })
    expect(TaskA.year.meta.default).toBe(2012)
  })
})

describe("dep and many", () => {
  it("take a task or a workflow, whose tables become pins before their own", () => {
    const Both = task("Both", {
      params: { a: dep(TaskA({ year: 1 }), { year: 2 }), b: many(TaskA, { pins: { year: [1, 2] } }) },
    })
    const slots = of(Both).slots
    expect(slots.get("a")).toMatchObject({
      optional: false,
      settled: false,
      pins: [
        { record: { year: 1 }, source: { _tag: "Pin", task: "Both", slot: "a" } },
        { record: { year: 2 }, source: { _tag: "Pin", task: "Both", slot: "a" } },
      ],
    })
    expect(slots.get("b")).toMatchObject({ pins: [{ record: { year: [1, 2] } }] })
  })

  it("say what to do about a task that is not there yet", () => {
    expect(() => dep(undefined as never)).toThrow("dep is given undefined: a task stands above those that name it")
    expect(() => many(3 as never)).toThrow("many is given 3: write many(OtherTask)")
  })
})

describe("extend", () => {
  const Base = task("Base", {
    doc: "base",
    params: { a: param(int), b: param(int), c: dep(TaskA) },
    dynamic: { d: () => 1, e: () => 2 },
    output: text(),
    run: () => "base",
  })

  it("keeps what is not changed", () => {
    const Same = extend(Base, "Same")
    expect(of(Same)).toMatchObject({ name: "Same", doc: "base", output: of(Base).output, run: of(Base).run })
    expect([...of(Same).slots]).toStrictEqual([...of(Base).slots])
  })

  it("keeps the place of what is changed, puts what is new last, what is computed behind what is given", () => {
    const More = extend(Base, "More", { params: { z: param(int), b: param(str) }, dynamic: { y: () => 3, d: () => 4 } })
    expect(slotNames(More)).toStrictEqual(["a", "b", "c", "z", "d", "e", "y"])
    expect(of(More).slots.get("b")).toMatchObject({ type: { name: "str" } })
  })

  it("remembers its lineage, nearest first, and what was taken away", () => {
    const Less = extend(Base, "Less", { remove: ["b"] })
    const Again = extend(Less, "Again", { remove: ["d"], params: { f: param(int) } })
    expect(of(Again).lineage.map((one) => one.name)).toStrictEqual(["Less", "Base"])
    expect([...of(Again).removed]).toStrictEqual(["b", "d"])
    expect(slotNames(Again)).toStrictEqual(["a", "c", "f", "e"])
    const Back = extend(Again, "Back", { params: { b: param(int) } })
    expect([...of(Back).removed]).toStrictEqual(["d"])
  })

  it("rejects what cannot be meant", () => {
    expect(() => extend(Base, "Base")).toThrow(
      "Base extends a task of its own name: choose another, such as BaseCustom",
    )
    expect(() => extend(Base, "Less", { remove: ["x" as never] })).toThrow("Less removes x, which Base does not have")
    expect(() => extend(Base, "Less", { remove: ["a"], params: { a: param(int) } })).toThrow(
      "Less both removes and gives a: leave it out of remove",
    )
    expect(() => extend(Base({}) as never, "Less")).toThrow("extend is given a workflow of Base")
  })
})

describe("each", () => {
  it("is a value of its own, which no user's value can be taken for", () => {
    const given = each(1, 2)
    expect(given.values).toStrictEqual([1, 2])
    expect(Object.keys(given)).toStrictEqual(["values"])
  })
})
