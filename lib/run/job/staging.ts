/**
 * Staging: the outputs of a node while it is made. They come into place when all are ready, one by one; if one cannot,
 * those before it are removed. A kill between two leaves a part, which is safe for the task runs again while one is missing.
 */
import * as E from "#fp/Either"
import type { Staged, Store } from "../../store/store.ts"
import type { Form } from "../../task/output.ts"
import { ask } from "../check.ts"
import type { Failure } from "../failure.ts"
import type { Named } from "../targets.ts"

// --- model

export interface Staging {
  /** What `ctx.output` is: the path to write a file or directory to, or a record of those; undefined where none is. */
  readonly output: unknown
  /** Writes what `run` returned beside its places. Left: nothing is left of it. */
  readonly prepare: (returned: unknown) => Promise<E.Either<Failure, void>>
  /** Puts everything into place. Left: nothing is left of it. */
  readonly commit: () => Promise<E.Either<Failure, void>>
  /** Removes what was staged. Never fails. */
  readonly discard: () => Promise<void>
}

/** Forms that a task may write itself. */
const written: ReadonlySet<Form> = new Set<Form>(["file", "directory"])

// --- constructors

/** Gives a task its places to write to. Left: nothing is left of them. */
export const open = async (store: Store, outputs: ReadonlyArray<Named>): Promise<E.Either<Failure, Staging>> => {
  /** By position in `outputs`. */
  const staged = new Map<number, Staged>()
  const discard = async () => {
    const all = [...staged.values()]
    staged.clear()
    await Promise.all(all.map((one) => one.discard().catch(() => undefined)))
  }
  const abort = async <A>(failure: Failure): Promise<E.Either<Failure, A>> => {
    await discard()
    return E.left(failure)
  }

  for (const [index, { target }] of outputs.entries()) {
    if (!written.has(target.output.form)) continue
    const place = await ask(() => store.stage(target))
    if (E.isLeft(place)) return abort(place.left)
    staged.set(index, place.right)
  }
  const own = outputs.flatMap(({ name }, index) =>
    staged.has(index) ? [[name, staged.get(index)?.path] as const] : [],
  )
  const single = outputs[0]?.name === undefined

  const prepare = async (returned: unknown): Promise<E.Either<Failure, void>> => {
    for (const [index, { name, target }] of outputs.entries()) {
      const value = name === undefined ? returned : member(returned, name)
      const place = staged.get(index)
      const wrong = problem(name, target.output.form, value, place?.path)
      if (wrong !== undefined) return abort({ _tag: "Returned", reason: wrong })
      if (place !== undefined && (value === undefined || value === null || value === place.path)) continue
      const prepared = await ask(() => store.prepare(target, value))
      if (E.isLeft(prepared)) return abort(prepared.left)
      await place?.discard()
      staged.set(index, prepared.right)
    }
    return E.right(undefined)
  }

  const commit = async (): Promise<E.Either<Failure, void>> => {
    const done: Array<Named> = []
    for (const [index, one] of outputs.entries()) {
      const place = staged.get(index)
      if (place === undefined) continue
      const committed = await ask(() => place.commit)
      if (E.isLeft(committed)) {
        await Promise.all(done.map(({ target }) => ask(() => store.remove(target))))
        return abort(committed.left)
      }
      staged.delete(index)
      done.push(one)
    }
    return E.right(undefined)
  }

  return E.right({ output: single ? own[0]?.[1] : Object.fromEntries(own), prepare, commit, discard })
}

// --- internals

const member = (returned: unknown, name: string): unknown =>
  typeof returned === "object" && returned !== null ? (returned as Readonly<Record<string, unknown>>)[name] : undefined

/** Says why a value does not make an output of a form, where that can be told without its codec. */
const problem = (
  name: string | undefined,
  form: Form,
  value: unknown,
  path: string | undefined,
): string | undefined => {
  const where = name === undefined ? "its output" : `its output ${name}`
  const own = name === undefined ? "ctx.output" : `ctx.output.${name}`
  const nothing = value === undefined || value === null || value === path
  switch (form) {
    case "json":
      return value !== undefined ? undefined : `run returned nothing for ${where}`
    case "text":
      return typeof value === "string" ? undefined : `${where} is a text, and run returned ${kind(value)}`
    case "file":
      if (nothing || typeof value === "string" || value instanceof Uint8Array) return undefined
      return `${where} is a file: return a string or a Uint8Array, or write it to ${own}; run returned ${kind(value)}`
    case "directory":
      return nothing
        ? undefined
        : `${where} is a directory: write into ${own} and return nothing; run returned ${kind(value)}`
  }
}

const kind = (value: unknown): string => {
  if (value === undefined) return "nothing"
  if (value === null) return "null"
  return typeof value === "object" ? (Array.isArray(value) ? "an array" : "an object") : `a ${typeof value}`
}
