/**
 * A workflow with one of everything that an identity counts (8.1), and of what it does not.
 *
 * The identities of its nodes are kept in `identities.json`. They never change: results on disk are found by them.
 */
import * as t from "io-ts"
import { Temporal } from "temporal-polyfill"
import {
  bool,
  choice,
  constant,
  date,
  dep,
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
} from "waluigi"

/** A type of a user's own. */
const colour = type({ name: "colour", codec: t.union([t.literal("red"), t.literal("blue")]) })

export const Values = task("Values", {
  params: {
    int: param(int, { default: -7 }),
    float: param(float, { default: 0.1 }),
    tiny: param(float, { default: 1e-7 }),
    huge: param(float, { default: 1e21 }),
    str: param(str, { default: 'é ü \u{1f600} \u2028 "quoted"\n' }),
    bool: param(bool, { default: true }),
    choice: param(choice("a,b", "null"), { default: "a,b" }),
    date: param(date, { default: Temporal.PlainDate.from("2016-02-29") }),
    list: param(list(list(int)), { default: [[2, 1], []] }),
    maybe: param(optional(int), { default: null }),
    data: param(json(t.unknown), { default: { b: [1, null], a: { z: 1, é: 2 }, "": false } }),
    colour: param(colour, { default: "red" }),
    neutral: param(int, { default: 3, neutral: 3 }),
    notNeutral: param(int, { default: 4, neutral: 3 }),
    insignificant: param(int, { default: 5, significant: false }),
    revision: constant({ code: "v1" }),
  },
})

export const Empty = task("Empty")

export const Point = task("Point", { params: { year: param(int, { default: 2016 }) }, output: text() })

export const Point2 = extend(Point, "Point2", { params: { more: param(int, { default: 0, neutral: 0 }) } })

export const Down = task("Down", {
  params: { n: param(int, { default: 2 }) },
  dynamic: { next: (p, self) => (p.n > 0 ? self({ ".n": p.n - 1 }) : null) },
})

export const Everything = task("Everything", {
  params: {
    values: dep(Values),
    pinned: dep(Values, { int: 8, date: Temporal.PlainDate.from("2024-12-31"), neutral: 4, insignificant: 6 }),
    years: many(Point, { pins: { year: [2018, 2016, 2017, 2016] } }),
    none: many(Point, { pins: { year: [] } }),
    absent: dep(Point, {}, { optional: true }),
    awake: dep(Point, {}, { optional: true }),
    replaced: dep(Point),
    empty: dep(Empty),
    down: dep(Down),
  },
  dynamic: {
    count: (p) => p.years.length,
    counted: (p) => p.years.length,
    listed: () => [Point({ year: 2 }), Point({ year: 1 })],
    named: () => ({ two: Point({ year: 2 }), one: Point({ year: 1 }) }),
    nothing: () => null,
  },
})

export const Golden = Everything({
  "Everything.counted": 17,
  "Everything.awake": Point,
  "Everything.replaced": Point2,
})
