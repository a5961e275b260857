/**
 * Claiming: what a run makes, no other run makes at the same time. An executor round another one.
 *
 * A node is claimed before its job begins, and looked for once more then: who had the claim before may have made it. The
 * claim is given back at every end of the job, once nothing half-written of it is left.
 */
import * as E from "#fp/Either"
import type { Claims, ClaimOptions, Store, Taken, Target } from "../store/store.ts"
import type { Book } from "./book.ts"
import { ask } from "./check.ts"
import type { Executor, Job, Report } from "./executor.ts"
import * as Failure from "./failure.ts"
import type { Placing } from "./targets.ts"

// --- model

/** A job that is claimed, or about to be. */
interface Going {
  readonly job: Job
  readonly report: (report: Report) => void
  /** While the claim is being taken: when that is over. Nothing of the job is with the other executor. */
  taking: Promise<void> | undefined
  claim: Taken | undefined
  /** Told while the claim was being taken. */
  cancelled: "interrupted" | "timeout" | undefined
  abandoned: boolean
}

// --- constructors

/** Makes an executor that claims what `inner` makes: the very same where the store knows no claims. */
export const of = (inner: Executor, book: Book, store: Store, placing: Placing, options?: ClaimOptions): Executor => {
  const claims = store.claims?.(options)
  return claims === undefined ? inner : round(inner, claims, store, (id) => targetsOf(book, placing, id))
}

const round = (
  inner: Executor,
  claims: Claims,
  store: Store,
  targets: (id: string) => ReadonlyArray<Target>,
): Executor => {
  const going = new Map<string, Going>()

  const end = (own: Going): void => {
    own.claim?.release()
    own.claim = undefined
    if (going.get(own.job.node) === own) going.delete(own.job.node)
  }

  const endWith = (own: Going, report: Report): void => {
    end(own)
    if (!own.abandoned) own.report(report)
  }

  const begin = (own: Going): void => {
    const { job, cancelled } = own
    own.taking = undefined
    inner.start(job, (report) => (isLast(report) ? endWith(own, report) : own.report(report)))
    if (cancelled !== undefined) inner.cancel(job.node, cancelled)
  }

  const take = async (own: Going, places: ReadonlyArray<Target>): Promise<void> => {
    const { node } = own.job
    const fail = (failure: Failure.Failure): void => endWith(own, { _tag: "AttemptFailed", node, failure })
    const taken = await ask((): ReturnType<Claims["take"]> => claims.take(places))
    if (E.isLeft(taken)) return fail(taken.left)
    if (taken.right._tag === "Held") return endWith(own, { _tag: "Busy", node, by: taken.right.by })
    own.claim = taken.right
    const there = own.abandoned ? E.right([true]) : await ask(() => store.exists(places))
    if (E.isLeft(there)) return fail(there.left)
    if (own.abandoned || there.right.every((one) => one)) return endWith(own, { _tag: "Found", node })
    begin(own)
  }

  return {
    start: (job, report) => {
      const places = targets(job.node)
      if (places.length === 0) return inner.start(job, report)
      const own: Going = { job, report, taking: undefined, claim: undefined, cancelled: undefined, abandoned: false }
      going.set(job.node, own)
      own.taking = take(own, places).catch((cause) =>
        endWith(own, { _tag: "AttemptFailed", node: job.node, failure: Failure.ofThrown(cause) }),
      )
    },
    resume: (node, answers) => inner.resume(node, answers),
    cancel: (node, reason) => {
      const own = going.get(node)
      if (own?.taking === undefined) inner.cancel(node, reason)
      else own.cancelled ??= reason
    },
    abandon: async (node) => {
      const own = going.get(node)
      if (own === undefined) return inner.abandon(node)
      own.abandoned = true
      try {
        await (own.taking ?? inner.abandon(node))
      } finally {
        end(own)
      }
    },
    close: async () => {
      await inner.close()
      await claims.close()
    },
  }
}

// --- internals

/** The places that a job will write to. One without, or with a place that is wrong, is left to the other executor. */
const targetsOf = (book: Book, placing: Placing, id: string): ReadonlyArray<Target> => {
  const node = book.find(id)
  if (node?.definition.run === undefined) return []
  const outputs = placing(node)
  return E.isLeft(outputs) ? [] : outputs.right.map(({ target }) => target)
}

/** Reports after which a job says no more. */
const isLast = ({ _tag }: Report): boolean => _tag !== "Started" && _tag !== "Logged" && _tag !== "Needed"
