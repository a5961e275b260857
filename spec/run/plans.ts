/**
 * Plans made by hand: nodes by number, each after its dependencies, so that running is tested without resolving.
 */
import fc from "fast-check"
import * as t from "io-ts"
import type { Edge, Node, Plan } from "../../lib/plan/plan.ts"
import { node as ofSlots } from "../../lib/plan/plan.ts"
import type { Definition, Slot, Slots } from "../../lib/task/definition.ts"
import type { Output, Outputs } from "../../lib/task/output.ts"
import * as Policy from "../../lib/task/policy.ts"

// --- model

/** One node of a plan. Dependencies are named by position: smaller than its own. */
export interface Made {
  readonly name: string
  readonly output?: Outputs | undefined
  readonly run?: Definition["run"]
  readonly policy?: Policy.Policy
  /** By slot: the positions of the nodes there, and the task declared there (if not the node's own). */
  readonly needs?: Readonly<Record<string, Need>>
}
export type Need =
  | number
  | ReadonlyArray<number>
  | { readonly node: number; readonly declared?: Definition; readonly dynamic?: true; readonly settled?: true }
  | { readonly nodes: ReadonlyArray<number>; readonly accept: Policy.Accept }

// --- constructors

/** As a definition holds it: what the codec decodes is forgotten. */
export const json = (codec: t.Mixed): Output<unknown> => ({ form: "json", extension: ".json", codec })
export const anything: Output<unknown> = json(t.unknown)
export const text: Output<unknown> = { form: "text", extension: ".txt", codec: undefined }
export const file: Output<unknown> = { form: "file", extension: ".svg", codec: undefined }
export const directory: Output<unknown> = { form: "directory", extension: "", codec: undefined }

export const definition = (
  made: Pick<Made, "name" | "output" | "run" | "policy">,
  slots: ReadonlyArray<Slot> = [],
): Definition => ({
  _tag: "Definition",
  name: made.name,
  slots: new Map(slots.map((slot) => [slot.name, slot])),
  output: made.output,
  place: undefined,
  run: made.run,
  doc: undefined,
  actions: new Map(),
  lineage: [],
  removed: new Set(),
  policy: made.policy ?? Policy.open,
  source: undefined,
  task: undefined,
})

/** Makes a plan of nodes, the last of which is its root unless said otherwise. */
export const plan = (list: ReadonlyArray<Made>, roots: ReadonlyArray<number> = [list.length - 1]): Plan => {
  const nodes: Array<Node> = []
  for (const [index, made] of list.entries()) {
    const edges: Record<string, Edge> = {}
    const slots: Record<string, unknown> = {}
    const declared: Array<Slot> = []
    const dependencies = new Set<Node>()
    const at = (position: number): Node => {
      const node = nodes[position]
      if (node === undefined) throw new Error(`node ${index} needs ${position}, which is not before it`)
      dependencies.add(node)
      return node
    }
    for (const [name, need] of Object.entries(made.needs ?? {})) {
      if (typeof need === "object" && !("node" in need)) {
        const all = ("nodes" in need ? need.nodes : need).map(at)
        edges[name] = all
        slots[name] = all.map((node) => node.slots)
        const task = all[0]?.definition ?? definition({ name: "Nothing" })
        declared.push({ _tag: "Many", name, task, pins: [], ...("nodes" in need ? { accept: need.accept } : {}) })
        continue
      }
      const node = at(typeof need === "number" ? need : need.node)
      edges[name] = node
      slots[name] = node.slots
      const task = (typeof need === "number" ? undefined : need.declared) ?? node.definition
      declared.push(
        typeof need === "object" && need.dynamic
          ? { _tag: "Dynamic", name, type: undefined, compute: () => null }
          : {
              _tag: "Dependency",
              name,
              task,
              pins: [],
              optional: false,
              settled: typeof need === "object" && need.settled === true,
            },
      )
    }
    const node: Node = {
      _tag: "Node",
      id: `${index.toString(16).padStart(4, "0")}${"0".repeat(28)}`,
      definition: definition(made, declared),
      slots: slots as Slots,
      edges,
      dependencies: [...dependencies],
    }
    Object.defineProperty(slots, ofSlots, { value: node })
    nodes.push(Object.freeze(node))
  }
  return {
    _tag: "Plan",
    roots: roots.map((root) => nodes[root] as Node),
    nodes: new Map(nodes.map((node) => [node.id, node])),
    axes: [],
    warnings: [],
  }
}

/** The identity of the node at a position. */
export const id = (plan: Plan, position: number): string => [...plan.nodes.keys()][position] as string

// --- random ones

export type Kind = "Task" | "Always" | "External" | "Wrapper"

/** A node of a random world: what it is, what it needs, and what becomes of it. */
export interface Scripted {
  readonly kind: Kind
  readonly needs: ReadonlyArray<number>
  /** Whether its outputs are there before the run. */
  readonly there: boolean
  readonly fails: boolean
  /** How long it takes to run, and to look for it. */
  readonly runs: number
  readonly checks: number
  /** What becomes of each attempt, the last of those after it too; absent: as `fails` says. */
  readonly attempts?: ReadonlyArray<Fate>
  readonly policy?: Partial<Policy.Policy>
  /** Needs that may fail; and some of which not all need to be there. */
  readonly settled?: ReadonlyArray<number>
  readonly some?: { readonly nodes: ReadonlyArray<number>; readonly accept: Policy.Accept }
  /** What it asks for on the way, in each attempt. */
  readonly asks?: ReadonlyArray<number>
  /** Until when another process is at work on it, and whether it makes it: then not before this one has seen that. */
  readonly held?: { readonly until: number; readonly makes: boolean }
}

export type Fate = "Ends" | "Fails" | "Crashes" | "Hangs"

export interface World {
  readonly nodes: ReadonlyArray<Scripted>
  readonly roots: ReadonlyArray<number>
}

/** Makes the plan of a world. */
export const ofWorld = (world: World): Plan =>
  plan(
    world.nodes.map(({ kind, needs, settled = [], some, policy }) => ({
      name: kind,
      output: kind === "Task" || kind === "External" ? text : undefined,
      run: kind === "Task" || kind === "Always" ? () => "" : undefined,
      policy: { ...Policy.open, ...policy },
      needs: {
        all: needs,
        ...Object.fromEntries(settled.map((node) => [`may${node}`, { node, settled: true as const }])),
        ...(some === undefined ? {} : { some }),
      },
    })),
    world.roots,
  )

/** The part of a plan at or below some of its nodes. */
export const below = (plan: Plan, roots: ReadonlyArray<string>): Plan => {
  const reached = new Set<string>()
  const way = [...roots]
  for (let id = way.pop(); id !== undefined; id = way.pop()) {
    if (reached.has(id)) continue
    reached.add(id)
    way.push(...(plan.nodes.get(id)?.dependencies ?? []).map((node) => node.id))
  }
  return {
    ...plan,
    roots: roots.map((id) => plan.nodes.get(id) as Node),
    nodes: new Map([...plan.nodes].filter(([id]) => reached.has(id))),
  }
}

/** Worlds of up to thirty nodes, most of them tasks, with every kind of trouble. */
export const worlds = (): fc.Arbitrary<World> =>
  fc.integer({ min: 1, max: 30 }).chain((size) => {
    const node = (index: number): fc.Arbitrary<Scripted> =>
      fc.record({
        kind: fc.constantFrom<Kind>("Task", "Task", "Task", "Task", "Wrapper", "Always", "External"),
        needs: index === 0 ? fc.constant([]) : fc.uniqueArray(fc.nat(index - 1), { maxLength: 4 }),
        there: fc.integer({ min: 0, max: 3 }).map((die) => die === 0),
        fails: fc.integer({ min: 0, max: 5 }).map((die) => die === 0),
        runs: fc.integer({ min: 1, max: 9 }),
        checks: fc.integer({ min: 0, max: 5 }),
      })
    return fc.record({
      nodes: fc.tuple(...Array.from({ length: size }, (_, index) => node(index))),
      roots: fc
        .uniqueArray(fc.nat(size - 1), { minLength: 1, maxLength: 3 })
        .map((some) => [size - 1, ...some.filter((root) => root < size - 1)]),
    })
  })
