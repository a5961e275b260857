/**
 * Shapes of graphs, each with the loop that a person would write by hand to make the very same nodes.
 *
 * The loop makes the same frozen records, digests the same texts (rule 8.1) with the same hash and puts the records into
 * one Map: what must be done whoever does it. `resolving.ts` looks first that both make the same identities.
 */
import { hash } from "node:crypto"
import { int, many, param, task } from "waluigi"

// --- model

export interface Shape {
  readonly name: string
  /** Makes the workflow of about so many tasks. */
  readonly workflow: (tasks: number) => unknown
  /** Makes its nodes by hand. */
  readonly byHand: (tasks: number) => ReadonlyMap<string, object>
}

// --- constructors

const digest = (text: string): string => hash("sha256", text, "hex").slice(0, 32)

const set = (nodes: Map<string, object>, text: string, slots: object): string => {
  const id = digest(text)
  nodes.set(id, Object.freeze(slots))
  return id
}

const one = { default: 1 }
const upTo = (n: number): ReadonlyArray<number> => Array.from({ length: n }, (_, at) => at)

const Leaf = task("Leaf", { params: { year: param(int), a: param(int, one), b: param(int, one), c: param(int, one) } })
const Fan = task("Fan", { params: { all: many(Leaf) } })

const leaves = (n: number): Map<string, object> => {
  const nodes = new Map<string, object>()
  for (let year = 0; year < n; year += 1) {
    const text = `{"constants":{},"dependencies":{},"task":"Leaf","values":{"a":1,"b":1,"c":1,"year":${year},}}`
    set(nodes, text, { year, a: 1, b: 1, c: 1 })
  }
  return nodes
}

const fan: Shape = {
  name: "fan-out",
  workflow: (n) => Fan({ year: upTo(n) }),
  byHand: (n) => {
    const nodes = leaves(n)
    const ids = JSON.stringify([...nodes.keys()].sort())
    const all = Object.freeze([...nodes.values()])
    set(nodes, `{"constants":{},"dependencies":{"all":${ids},},"task":"Fan","values":{}}`, { all })
    return nodes
  },
}

const collection: Shape = {
  name: "collection of 1 axis",
  workflow: (n) => Leaf({ year: upTo(n) }),
  byHand: leaves,
}

const Point = task("Point", { params: { a: param(int), b: param(int), c: param(int), d: param(int) } })

const product: Shape = {
  name: "collection of 4 axes",
  workflow: (n) => {
    const axis = upTo(Math.round(n ** 0.25))
    return Point({ a: axis, b: axis, c: axis, d: axis })
  },
  byHand: (n) => {
    const nodes = new Map<string, object>()
    const axis = upTo(Math.round(n ** 0.25))
    for (const a of axis)
      for (const b of axis)
        for (const c of axis)
          for (const d of axis) {
            const text = `{"constants":{},"dependencies":{},"task":"Point","values":{"a":${a},"b":${b},"c":${c},"d":${d},}}`
            set(nodes, text, { a, b, c, d })
          }
    return nodes
  },
}

const Day = task("Day", {
  params: { day: param(int), a: param(int, one), b: param(int, one), c: param(int, one) },
  dynamic: { before: (p, self) => (p.day > 0 ? self({ ".day": p.day - 1 }) : null) },
})

const chain: Shape = {
  name: "chain",
  workflow: (n) => Day({ day: n - 1 }),
  byHand: (n) => {
    const nodes = new Map<string, object>()
    let before: object | null = null
    let id = ""
    for (let day = 0; day < n; day += 1) {
      const below: string = before === null ? "" : `"before":"${id}",`
      const text = `{"constants":{},"dependencies":{${below}},"task":"Day","values":{"a":1,"b":1,"c":1,"day":${day},}}`
      const slots: object = { day, a: 1, b: 1, c: 1, before }
      id = set(nodes, text, slots)
      before = slots
    }
    return nodes
  },
}

const layers = 10

const Cell = task("Cell", {
  params: { layer: param(int), at: param(int), width: param(int), a: param(int, one) },
  dynamic: {
    below: (p, self) =>
      p.layer === 0 ? null : [0, 1, 2].map((step) => self({ ".layer": p.layer - 1, ".at": (p.at + step) % p.width })),
  },
})
const Diamond = task("Diamond", { params: { top: many(Cell) } })

const diamond: Shape = {
  name: "diamond of 10 layers",
  workflow: (n) => {
    const width = Math.max(3, Math.floor(n / layers))
    return Diamond({ layer: layers - 1, at: upTo(width), width })
  },
  byHand: (n) => {
    const nodes = new Map<string, object>()
    const width = Math.max(3, Math.floor(n / layers))
    let records: Array<object> = []
    let ids: Array<string> = []
    for (let layer = 0; layer < layers; layer += 1) {
      const nextIds: Array<string> = []
      const next: Array<object> = []
      for (let at = 0; at < width; at += 1) {
        const steps = [at, (at + 1) % width, (at + 2) % width]
        const below = layer === 0 ? null : Object.freeze(steps.map((step) => records[step] as object))
        const edges = layer === 0 ? "" : `"below":["${steps.map((step) => ids[step]).join('","')}"],`
        const slots = { layer, at, width, a: 1, below }
        const text = `{"constants":{},"dependencies":{${edges}},"task":"Cell","values":{"a":1,"at":${at},"layer":${layer},"width":${width},}}`
        nextIds.push(set(nodes, text, slots))
        next.push(slots)
      }
      records = next
      ids = nextIds
    }
    const text = `{"constants":{},"dependencies":{"top":${JSON.stringify([...ids].sort())},},"task":"Diamond","values":{}}`
    set(nodes, text, { top: Object.freeze(records) })
    return nodes
  },
}

export const shapes: ReadonlyArray<Shape> = [fan, chain, diamond, collection, product]
