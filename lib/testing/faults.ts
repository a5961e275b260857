/**
 * Faults: a store that refuses some writes, as a full disk would.
 */
import * as TE from "#fp/TaskEither"
import type { Staged, Store, StoreError, Target } from "../store/store.ts"

// --- model

/** Which writes fail, and how. */
export interface Fault {
  /** Which write fails, counted from now: 1 is the next. Every one, where it is left out. */
  readonly write?: number | undefined
  /** Only writes whose place matches count, such as `/^Histograms/`. */
  readonly path?: RegExp | undefined
  /** What the system says; `ENOSPC` if not given. */
  readonly code?: string | undefined
}

export interface Faulty extends Store {
  /** Makes writes fail from now on. */
  readonly fail: (fault: Fault) => void
  /** Forgets all faults. */
  readonly mend: () => void
}

// --- constructors

/** Puts faults before a store. */
export const over = (store: Store): Faulty => {
  const faults: Array<{ readonly fault: Fault; count: number }> = []

  /** Counts a write, and says whether it is one to refuse. */
  const refused = (target: Target): StoreError | undefined => {
    let found: StoreError | undefined
    for (const one of faults) {
      const { write, path, code = "ENOSPC" } = one.fault
      if (path !== undefined && target.path.search(path) < 0) continue
      one.count += 1
      if (write === undefined || write === one.count)
        found ??= { _tag: "System", path: store.locate(target), code, message: "refused by the test" }
    }
    return found
  }

  const guarded =
    (target: Target) =>
    (staged: Staged): Staged => ({
      ...staged,
      commit: async () => {
        const error = refused(target)
        if (error === undefined) return staged.commit()
        await staged.discard()
        return TE.left(error)()
      },
    })

  const prepare: Store["prepare"] = (target, value) => TE.map(guarded(target))(store.prepare(target, value))

  return {
    ...store,
    prepare,
    stage: (target) => TE.map(guarded(target))(store.stage(target)),
    write: (target, value) => TE.chain((staged: Staged) => staged.commit)(prepare(target, value)),
    fail: (fault) => void faults.push({ fault, count: 0 }),
    mend: () => void faults.splice(0),
  }
}
