/**
 * Outputs in a local folder. An output is there whole or not at all, through kill -9, a full disk and a power failure:
 * it is written beside its place, flushed, renamed, and the name flushed.
 *
 *     const store = local("data")
 *     await store.write({ output: text(), path: "notes/2016.txt" }, "a note")()
 */
import { opendirSync, type Stats, statSync } from "node:fs"
import { lstat, mkdir, readFile, stat } from "node:fs/promises"
import { basename, dirname, join, resolve } from "node:path"
import { setImmediate } from "node:timers/promises"
import * as E from "#fp/Either"
import * as TE from "#fp/TaskEither"
import * as Place from "../task/place.ts"
import * as Claims from "./claims.ts"
import * as Disk from "./disk.ts"
import * as Encoding from "./encoding.ts"
import * as Flush from "./flush.ts"
import * as Gate from "./gate.ts"
import type { Staged, Store, StoreError, Target } from "./store.ts"
import { sweep } from "./sweep.ts"
import * as System from "./system.ts"
import * as Temporary from "./temporary.ts"

// --- model

/** An output that is not in its place yet. */
interface Draft {
  readonly temporary: string
  /** The temporary itself, when left out. */
  readonly content?: string
  readonly make: () => Promise<unknown>
  readonly ready: () => Promise<StoreError | undefined>
}

// --- constructors

/** Keeps outputs below a folder, which is made when the first is written. `we`: whose the temporaries are. */
export const local = (root: string, we: Temporary.Owner = Temporary.self()): Store => {
  const base = resolve(root)
  const locate = (target: Target): string => join(base, target.path)
  const swept = new Set<string>()
  const gate = Gate.writing()
  const flush = Flush.together()
  /** Of a directory several files are flushed at once. */
  const trees = Gate.of(1)

  /**
   * Sweeps beside a target that is being written, each folder once: there lies what a killed run left of it. A folder
   * that was new holds nothing, so most runs look into none.
   */
  const sweepBeside = async (target: Target): Promise<void> => {
    const folder = dirname(locate(target))
    if (swept.has(folder)) return
    swept.add(folder)
    // What cannot be removed is in nobody's way.
    await sweep(base, { targets: [target] })()
  }

  /** Runs an action on a path that is sure to lie below the root. */
  const within = <A>(target: Target, f: (path: string) => Promise<E.Either<StoreError, A>>) =>
    System.attempt(locate(target), async () => {
      const path = Place.path(target.path)
      if (E.isRight(path)) return f(join(base, path.right))
      return E.left({ _tag: "System", path: target.path, code: "EINVAL", message: path.left })
    })

  /**
   * Makes a temporary beside a path; `content` is what of it comes to the place, once `ready` finds nothing wrong with
   * it and has flushed it. Whatever fails, nothing of it is left.
   */
  const begin = async (
    target: Target,
    path: string,
    { temporary, content = temporary, make, ready }: Draft,
  ): Promise<Pick<Staged, "commit" | "discard">> => {
    const discard = async () => {
      await Disk.discard(temporary)
      await Disk.prune(dirname(path), base)
    }
    const orDiscard = async <A>(step: Promise<A>): Promise<A> => {
      try {
        return await step
      } catch (cause) {
        await discard()
        throw cause
      }
    }
    // Told before the work is done, not after. In a folder that was new nothing stands.
    const fill = async (isNew: boolean): Promise<unknown> => {
      if (!isNew) await Disk.refuseOther(path, target.output.form === "directory")
      return make()
    }
    const made = await gate(() => orDiscard(Disk.create(path, fill)))
    if (made === undefined) await sweepBeside(target)
    const bring = async (): Promise<E.Either<StoreError, void>> => {
      const problem = await orDiscard(ready())
      if (problem === undefined) await orDiscard(Disk.place(content, path, made, we, flush))
      if (problem !== undefined) await discard()
      else if (content !== temporary) await Disk.discard(temporary)
      return problem === undefined ? E.right(undefined) : E.left(problem)
    }
    const commit = System.attempt<void>(path, () => gate(bring))
    return { commit, discard }
  }

  const prepare: Store["prepare"] = (target, value) =>
    within(target, async (path) => {
      const content = Encoding.encode(target.output, value)
      if (E.isLeft(content)) return E.left({ _tag: "Rejected", path, problems: content.left })
      const temporary = join(dirname(path), Temporary.name(we))
      const make = () => Disk.write(temporary, content.right)
      const staged = await begin(target, path, { temporary, make, ready: async () => undefined })
      return E.right({ path: temporary, ...staged })
    })

  const stage: Store["stage"] = (target) =>
    within(target, async (path) => {
      // In a folder of its own it has its final name, by which tools choose a format; what they leave beside it goes.
      const temporary = join(dirname(path), Temporary.name(we))
      const inside = join(temporary, basename(path))
      const directory = target.output.form === "directory"
      const make = async () => {
        await mkdir(temporary)
        if (directory) await mkdir(inside)
      }
      const ready = async () => {
        const problem = await unfit(target, path, inside)
        if (problem === undefined) await (directory ? trees(() => Flush.tree(inside)) : Flush.path(inside))
        return problem
      }
      const staged = await begin(target, path, { temporary, content: inside, make, ready })
      return E.right({ path: inside, ...staged })
    })

  return {
    root: base,
    prepare,
    stage,
    locate,
    claims: (options) => Claims.of(base, options),
    write: (target, value) => TE.chain((staged: Staged) => staged.commit)(prepare(target, value)),
    exists: (targets) => exists(base, targets),
    read: (target) => within(target, (path) => read(target, path)),
    remove: (target) =>
      within(target, async (path) => {
        await Disk.remove(path, target.output.form === "directory", we)
        await Disk.prune(dirname(path), base)
        return E.right(undefined)
      }),
  }
}

// --- internals

/** A directory in the place of a file is no output, nor the other way round; nor is an empty one. */
const fits = (target: Target, path: string, stats: Stats): boolean =>
  target.output.form === "directory" ? stats.isDirectory() && !isEmpty(path) : stats.isFile()

const isEmpty = (path: string): boolean => {
  const opened = opendirSync(path)
  try {
    return opened.readSync() === null
  } finally {
    opened.closeSync()
  }
}

/**
 * Says what is wrong with what a task wrote itself. An empty directory is one that it did not write to; a link is not the
 * content, which may change or go without it.
 */
const unfit = async (target: Target, path: string, inside: string): Promise<StoreError | undefined> => {
  const { form } = target.output
  const stats = await lstat(inside).catch((cause) => (System.isAbsent(cause) ? undefined : Promise.reject(cause)))
  if (stats?.isSymbolicLink())
    return { _tag: "Rejected", path, problems: ["it is a link to another place: copy the content, or move it"] }
  if (stats === undefined || !fits(target, inside, stats)) return { _tag: "NotWritten", path }
  if (form === "file" || form === "directory") return undefined
  const decoded = Encoding.decode(target.output, await readFile(inside))
  return E.isLeft(decoded) ? { _tag: "Rejected", path, problems: decoded.left } : undefined
}

const quiet = { throwIfNoEntry: false } as const

/** Synchronous calls take a third of the time of asynchronous ones (100,000 files in 0.3 s); others get their turn. */
const exists =
  (base: string, targets: ReadonlyArray<Target>): TE.TaskEither<StoreError, ReadonlyArray<boolean>> =>
  async () => {
    const found: Array<boolean> = []
    for (const target of targets) {
      const path = `${base}/${target.path}`
      try {
        const stats = statSync(path, quiet)
        found.push(stats !== undefined && fits(target, path, stats))
      } catch (cause) {
        if (!System.isAbsent(cause)) return E.left(System.refused(path, cause))
        found.push(false)
      }
      if (found.length % 2000 === 0) await setImmediate()
    }
    return E.right(found)
  }

const read = async (target: Target, path: string): Promise<E.Either<StoreError, unknown>> => {
  const { output } = target
  try {
    if (output.form === "file" || output.form === "directory")
      return fits(target, path, await stat(path)) ? E.right(path) : E.left({ _tag: "Missing", path })
    const decoded = Encoding.decode(output, await readFile(path))
    return E.isLeft(decoded) ? E.left({ _tag: "Rejected", path, problems: decoded.left }) : decoded
  } catch (cause) {
    const absent = System.isAbsent(cause) || (cause as NodeJS.ErrnoException).code === "EISDIR"
    return E.left(absent ? { _tag: "Missing", path } : System.refused(path, cause))
  }
}
