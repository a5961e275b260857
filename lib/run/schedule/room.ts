/**
 * Room: which of those that are ready may start, by what they take and what there is (resources, priorities).
 *
 * Nodes that take the same stand in one line, so that looking for the next costs O(lines), however many wait. Never more
 * is taken than there is. What has a higher priority and lacks a resource keeps those of lower ones from it.
 */
import type * as Task from "../../task/policy.ts"
import * as Heap from "./heap.ts"
import type { Policy } from "./policy.ts"

// --- model

export interface Room {
  /** How much of each resource is taken. */
  readonly taken: Readonly<Record<string, number>>
  readonly lines: ReadonlyArray<Line>
}

/** Those that take the same. */
export interface Line {
  readonly key: string
  readonly takes: ReadonlyArray<readonly [resource: string, amount: number]>
  /** The first of the plan first, of each priority. */
  readonly waiting: Heap.Heap
}

// --- constructors

/** Nearly all tasks stand in the first line, and need not look for it. */
export const empty: Room = { taken: {}, lines: [{ key: "", takes: [["cpu", 1]], waiting: Heap.empty }] }

// --- queries

/** Says of which resource a task takes more than there is at all. It may take more cores: then it runs alone. */
export const excess = (
  policy: Policy,
  task: Task.Policy,
): { readonly resource: string; readonly takes: number; readonly has: number } | undefined => {
  for (const [resource, takes] of Object.entries(task.resources))
    if (resource !== "cpu" && takes > has(policy, resource)) return { resource, takes, has: has(policy, resource) }
  return undefined
}

/**
 * Finds the line of which the first may start: of the highest priority, and of those the first of the plan. O(lines).
 */
export const next = (room: Room, policy: Policy): number | undefined => {
  if (room.lines.length === 1) {
    const [line] = room.lines as readonly [Line]
    return line.waiting !== null && fits(room, policy, line.takes) ? 0 : undefined
  }
  const waiting = room.lines.flatMap((line, at) =>
    line.waiting === null ? [] : [{ at, line, least: line.waiting.least }],
  )
  waiting.sort((a, b) => a.least - b.least)
  const kept = new Set<string>()
  let level = Number.NEGATIVE_INFINITY
  let lacking: ReadonlyArray<string> = []
  for (const { at, line, least } of waiting) {
    if (levelOf(least) > level) {
      level = levelOf(least)
      for (const resource of lacking) kept.add(resource)
      lacking = []
    }
    if (line.takes.some(([resource]) => kept.has(resource))) continue
    if (fits(room, policy, line.takes)) return at
    lacking = [...lacking, ...line.takes.filter((one) => !fits(room, policy, [one])).map(([resource]) => resource)]
  }
  return undefined
}

const has = ({ resources, workers }: Policy, resource: string): number => {
  if (resource === "cpu") return workers
  if (resources !== undefined && Object.hasOwn(resources, resource)) return resources[resource] as number
  return resource === "memory" ? Number.POSITIVE_INFINITY : 1
}

/** Sums of tenths are a little off. */
const fits = ({ taken }: Room, policy: Policy, takes: Line["takes"]): boolean =>
  takes.every(
    ([resource, amount]) =>
      (taken[resource] ?? 0) + Math.min(amount, has(policy, resource)) <= has(policy, resource) + 1e-9,
  )

// --- combinators

/** Puts a node into the line of those that take the same. O(log waiting). */
export const queue = (room: Room, task: Task.Policy, node: number): Room => {
  const [opened, at] = lineOf(room, task)
  const line = opened.lines[at] as Line
  return withLine(opened, at, Heap.insert(line.waiting, place(task.priority, node), node))
}

/** Takes the first of a line out of it. */
export const leave = (room: Room, at: number): Room => {
  const { waiting } = room.lines[at] as Line
  return waiting === null ? room : withLine(room, at, Heap.rest(waiting))
}

/** Takes for a task what it takes. */
export const take = (room: Room, policy: Policy, task: Task.Policy): Room => change(room, policy, task, 1)

/** Gives it back. */
export const give = (room: Room, policy: Policy, task: Task.Policy): Room => change(room, policy, task, -1)

const change = (room: Room, policy: Policy, task: Task.Policy, sign: number): Room => {
  const [opened, at] = lineOf(room, task)
  const taken = { ...opened.taken }
  for (const [resource, amount] of (opened.lines[at] as Line).takes)
    taken[resource] = (taken[resource] ?? 0) + sign * Math.min(amount, has(policy, resource))
  return { taken, lines: opened.lines }
}

/** Finds the line of a task, and opens it where it is the first. */
const lineOf = (room: Room, { resources }: Task.Policy): readonly [Room, number] => {
  const entries = Object.entries(resources)
  if (entries.length === 0) return [room, 0]
  const takes = [["cpu", resources.cpu ?? 1] as const, ...entries.filter(([resource]) => resource !== "cpu").sort()]
  const key = takes.join(";")
  const found = room.lines.findIndex((line) => line.key === key)
  if (found >= 0) return [room, found]
  return [{ ...room, lines: [...room.lines, { key, takes, waiting: Heap.empty }] }, room.lines.length]
}

const withLine = (room: Room, at: number, waiting: Heap.Heap): Room => {
  const lines = room.lines.slice()
  lines[at] = { ...(room.lines[at] as Line), waiting }
  return { taken: room.taken, lines }
}

/** A place in line as one number: priorities from -1,000 to 1,000 and up to 2³² nodes. */
const place = (priority: number, node: number): number => (1_000 - priority) * 2 ** 32 + node

const levelOf = (place: number): number => Math.floor(place / 2 ** 32)
