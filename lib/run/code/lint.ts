/**
 * The lint of changed code: outputs that are there and were made by older code of their task, with the same constants.
 *
 * An output belongs to the period in which it came into its place; of what nobody recorded nothing is said.
 */
import { readdirSync, statSync } from "node:fs"
import { join } from "node:path"
import * as E from "#fp/Either"
import type { Node, Plan } from "../../plan/plan.ts"
import { local } from "../../store/local.ts"
import type { Store } from "../../store/store.ts"
import type { Definition } from "../../task/definition.ts"
import { temporary } from "../../task/place.ts"
import * as Code from "./code.ts"
import type { Event, Time } from "../event.ts"
import * as Record from "./record.ts"
import * as Targets from "../targets.ts"

// --- model

/** A task some of whose outputs were made by older code. */
export interface Outdated {
  readonly definition: Definition
  /** How many of its outputs; undefined where the task puts them into places of its own, which are not looked for. */
  readonly outputs: number | undefined
  /** When the last of them was made; where that is not known, when their code was first met. */
  readonly made: Time
}

/** How a plan is linted. */
export interface LintOptions {
  /** The folder of all outputs. Default: `results`. */
  readonly outputRoot?: string | undefined
  /** Another store of outputs, that is a folder as well. */
  readonly store?: Store | undefined
}

/** A task of a plan some of whose outputs were made by older code. */
export interface Linted {
  readonly task: string
  readonly outputs: number
  /** Milliseconds since 1970: when the last of them was made. */
  readonly made: Time
}

// --- constructors

/** Names what makes JavaScript of a workflow in this process, as far as it shows: its words at the start. */
export const transpiler = (): string => {
  const { NODE_OPTIONS: options = "", VITEST: vitest } = process.env
  return [...process.execArgv, options, vitest === undefined ? "" : "vitest"].filter((word) => word !== "").join(" ")
}

/**
 * Gives what listens to a run and records the code that makes outputs: once for each task, when the first is made.
 * Records nothing for a store that is no folder.
 */
export const recording = (
  find: (id: string) => Node | undefined,
  { root }: Store,
  by: string,
): ((event: Event) => void) => {
  if (root === undefined) return () => undefined
  const known = new Set<Definition>()
  let began: Time = 0
  return (event) => {
    if (event._tag === "Begun") began = event.time
    if (event._tag !== "Succeeded") return
    const definition = find(event.node)?.definition
    if (definition === undefined || known.has(definition)) return
    known.add(definition)
    if (definition.output === undefined) return
    const { key, digest } = Code.of(definition)
    const record = Record.read(root, definition.name)
    // The clock of a file system may be a little behind.
    const added = Record.add(record, key, { code: digest, by, since: began - 10 })
    if (added !== record) Record.write(root, definition.name, added)
  }
}

// --- queries

/**
 * Finds the tasks of a plan of which outputs are there that older code made, with the same constants: they stay as they
 * are until the identity changes. Runs, writes and removes nothing.
 *
 * *Gotchas*: what `run` calls elsewhere is not seen, nor what the command made: it reads TypeScript in its own way.
 *
 * @example
 * ```ts
 * import * as t from "io-ts"
 * import { json, lint, resolve, task } from "waluigi"
 * const Answer = task("Answer", { params: {}, output: json(t.number), run: () => 42 })
 * const plan = resolve(Answer)
 * if (plan._tag === "Right") console.log(lint(plan.right).length) // 0
 * ```
 */
export const lint = (plan: Plan, options: LintOptions = {}): ReadonlyArray<Linted> =>
  ofPlan(plan, options.store ?? local(options.outputRoot ?? "results"), transpiler()).map(
    ({ definition, outputs, made }) => ({ task: definition.name, outputs: outputs ?? 0, made }),
  )

/** Finds the tasks of a plan of whose own nodes outputs are there that older code made. */
export const ofPlan = (plan: Plan, store: Store, by: string): ReadonlyArray<Outdated> => {
  const { root } = store
  if (root === undefined) return []
  const names = Record.names(root)
  if (names.size === 0) return []
  const nodes = new Map<Definition, Array<Node>>()
  for (const node of plan.nodes.values()) {
    const same = nodes.get(node.definition)
    if (same !== undefined) same.push(node)
    else if (isMade(node.definition) && names.has(node.definition.name)) nodes.set(node.definition, [node])
  }
  const placing = Targets.placing()
  const pathOf = (node: Node): ReadonlyArray<string> => {
    const outputs = placing(node)
    return E.isLeft(outputs) ? [] : outputs.right.slice(0, 1).map(({ target }) => store.locate(target))
  }
  return [...nodes].flatMap(([definition, own]) => {
    const isOld = older(root, definition, by)
    return isOld === undefined ? [] : outdated(definition, isOld, () => own.flatMap(pathOf))
  })
}

/** Finds, of tasks, those of which any outputs are there that older code made, whatever their parameters. */
export const ofTasks = (definitions: Iterable<Definition>, root: string, by: string): ReadonlyArray<Outdated> => {
  const names = Record.names(root)
  return [...definitions].flatMap((definition) => {
    if (!isMade(definition) || !names.has(definition.name)) return []
    const isOld = older(root, definition, by)
    if (isOld === undefined) return []
    if (definition.place === undefined) return outdated(definition, isOld, () => outputsOf(root, definition.name))
    const { key, digest } = Code.of(definition)
    const last = Record.read(root, definition.name)
      .get(key)
      ?.findLast((period) => period.by === by)
    if (last === undefined || last.code === digest) return []
    return [{ definition, outputs: undefined, made: last.since }]
  })
}

// --- folds

/** Takes all that is there of tasks, with the constants that they have, for what their code of today makes. */
export const accept = (definitions: Iterable<Definition>, root: string, by: string): void => {
  for (const definition of definitions) {
    const { key, digest } = Code.of(definition)
    const record = new Map(Record.read(root, definition.name))
    Record.write(root, definition.name, record.set(key, [{ code: digest, by, since: 0 }]))
  }
}

// --- internals

/** External tasks make nothing. */
const isMade = ({ output, run }: Definition): boolean => output !== undefined && run !== undefined

/** Tells of what was made at a time whether other code made it; nothing where there was never any other. */
const older = (root: string, definition: Definition, by: string): ((made: Time) => boolean) | undefined => {
  const { key, digest } = Code.of(definition)
  const periods = Record.read(root, definition.name).get(key) ?? []
  if (periods.every((period) => period.by !== by || period.code === digest)) return undefined
  return (made) => {
    const period = periods.findLast(({ since }) => since <= made)
    return period !== undefined && period.by === by && period.code !== digest
  }
}

const outdated = (
  definition: Definition,
  isOld: (made: Time) => boolean,
  paths: () => ReadonlyArray<string>,
): ReadonlyArray<Outdated> => {
  let outputs = 0
  let made = 0
  for (const path of paths()) {
    const time = madeAt(path)
    if (time === undefined || !isOld(time)) continue
    outputs += 1
    made = Math.max(made, time)
  }
  return outputs === 0 ? [] : [{ definition, outputs, made }]
}

/** When something came into its place: no program sets that time, as one may set that of the content. */
const madeAt = (path: string): Time | undefined => statSync(path, { throwIfNoEntry: false })?.ctimeMs

/** The first output in each folder of a task. */
const outputsOf = (root: string, task: string): ReadonlyArray<string> =>
  entries(join(root, task)).flatMap((folder) => entries(folder).slice(0, 1))

const entries = (folder: string): ReadonlyArray<string> => {
  try {
    return readdirSync(folder).flatMap((name) => (name.startsWith(temporary) ? [] : [join(folder, name)]))
  } catch {
    return []
  }
}
