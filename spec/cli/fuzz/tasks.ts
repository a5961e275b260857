/**
 * A workflow with one of everything that a word, a key or a table can meet: each type, each kind of slot, actions.
 */
import * as t from "io-ts"
import * as E from "#fp/Either"
import {
  action,
  bool,
  choice,
  constant,
  dep,
  each,
  extend,
  float,
  int,
  json,
  list,
  many,
  optional,
  param,
  str,
  task,
  text,
  type,
} from "../../../lib/index.ts"

/** Two numbers with an x between them. */
const Size = type({
  name: "size",
  codec: t.type({ width: t.number, height: t.number }),
  parse: (given) => {
    const found = /^(\d+)x(\d+)$/.exec(given)
    return found === null
      ? E.left("expected size, such as 20x30")
      : E.right({ width: Number(found[1]), height: Number(found[2]) })
  },
  print: ({ width, height }) => `${width}x${height}`,
})

export const Data = task("Data", {
  params: {
    year: param(int, { default: 2012 }),
    fast: param(bool, { default: false }),
    size: param(Size, { default: { width: 2, height: 3 } }),
    tags: param(list(str), { default: [] }),
    note: param(optional(str), { default: null, significant: false }),
    revision: constant(3),
  },
  actions: { cleanup: () => undefined, publish: action(choice("stable", "next"), () => undefined) },
  output: json(t.number),
  run: ({ year }) => year,
})

export const Fit = task("Fit", {
  params: {
    data: dep(Data),
    other: dep(Data, { year: 2018 }),
    spare: dep(Data, {}, { optional: true }),
    rate: param(float, { default: 0.5 }),
    what: param(choice("histos", "array"), { default: "histos" }),
    limits: param(json(t.record(t.string, t.number)), { default: {} }),
  },
  dynamic: {
    label: { type: str, compute: (p) => `${p.what} ${p.data.year}` },
    extra: (p) => (p.what === "array" ? Data({ year: p.data.year }) : null),
  },
  output: text(),
  run: () => "",
})

export const FitCustom = extend(Fit, "FitCustom", { params: { bins: param(int, { default: 3 }) } })

export const Sum = task("Sum", {
  params: { fits: many(Fit), years: many(Data, { over: ["year"] }), title: param(str) },
  output: text(),
  run: () => "",
})

export const Sum2024 = Sum({ year: 2024, title: "of 2024" })
export const Years = Data({ year: each(2016, 2017) })
