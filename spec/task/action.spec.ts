import * as t from "io-ts"
import { describe, expect, it } from "vitest"
import { action, extend, int, json, param, str, task, text, type Task } from "waluigi"
import * as Definition from "../../lib/task/definition.ts"

const actionsOf = (made: unknown) => [...(Definition.ofTask(made)?.actions.values() ?? [])]

const Letter = task("Letter", {
  params: { to: param(str) },
  output: text(),
  run: ({ to }) => `Dear ${to}`,
  actions: {
    read: (p, ctx) => ctx.load(p),
    send: { type: str, doc: "sends it", run: (p, ctx, by) => `${p.to} ${ctx.path} ${by}` },
    weigh: action(int, (p: { readonly to: string }, _, grams) => p.to.length * grams),
  },
})

describe("1.2 actions", () => {
  it("are functions, with a doc and an argument where they have them", () =>
    expect(actionsOf(Letter).map(({ name, doc, type }) => [name, doc, type?.name])).toStrictEqual([
      ["read", undefined, undefined],
      ["send", "sends it", "str"],
      ["weigh", undefined, "int"],
    ]))

  it("are no slots: no reference, nothing in a node", () => {
    expect("send" in Letter).toBe(false)
    expect([...(Definition.ofTask(Letter)?.slots.keys() ?? [])]).toStrictEqual(["to"])
  })

  it("are kept by what extends the task, or changed", () => {
    const Note = extend(Letter, "Note", { actions: { send: (p) => p.to, burn: (p) => p.to } })
    expect(actionsOf(Note).map(({ name, type }) => [name, type?.name])).toStrictEqual([
      ["read", undefined],
      ["send", undefined],
      ["weigh", "int"],
      ["burn", undefined],
    ])
  })

  it.each<[string, () => Task<string, never>, string]>([
    ["no slot's", () => task("X", { params: { a: param(int) }, actions: { a: () => 0 } }) as never, "X.a is both"],
    ["an old slot's", () => extend(Letter, "X", { actions: { to: () => 0 } }) as never, "X.to is both"],
    ["a new slot's", () => extend(Letter, "X", { params: { send: param(int) } }) as never, "X.send is both"],
    ["the built-in ones'", () => task("X", { actions: { remove: () => 0 } }) as never, `"remove" is reserved`],
    ["a task's", () => task("X", { actions: { Send: () => 0 } }) as never, `X: "Send" is no name: write a small`],
  ])("have names of their own: not %s", (_, make, words) => expect(make).toThrow(words))

  it("may have the name of a slot that is taken away", () =>
    expect(actionsOf(extend(Letter, "X", { remove: ["to"], actions: { to: () => 0 } })).at(-1)?.name).toBe("to"))

  it.each([
    ["a number", 3],
    ["a task", Letter],
    ["a type alone", { type: int }],
    ["something else as a type", { type: json(t.number).form, run: String }],
    ["something else as a doc", { doc: 3, run: String }],
  ])("are no %s", (_, value: unknown) =>
    expect(() => task("X", { actions: { a: value } as never })).toThrow("X.a is no action, but "))
})
