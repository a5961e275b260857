/**
 * Checking: what is there is decided by the store, never by memory of a run.
 */
import * as E from "#fp/Either"
import type * as TE from "#fp/TaskEither"
import type { Plan } from "../plan/plan.ts"
import type { Store, StoreError } from "../store/store.ts"
import type { Finding } from "./event.ts"
import type { Failure } from "./failure.ts"
import type { Unchecked, World } from "./interpret.ts"
import type { Named, Placing } from "./targets.ts"

// --- constructors

/** Looks for the outputs of nodes, all in one question to the store; one by one if that fails, to name the culprit. */
export const of =
  (plan: Plan, store: Store, placing: Placing): World["check"] =>
  async (ids) => {
    const answers: Array<Finding | Unchecked> = []
    const asked: Array<{ readonly node: string; readonly outputs: ReadonlyArray<Named> }> = []
    for (const id of ids) {
      const node = plan.nodes.get(id)
      const outputs = node === undefined ? E.right([]) : placing(node)
      if (E.isLeft(outputs)) answers.push({ node: id, failure: outputs.left })
      else asked.push({ node: id, outputs: outputs.right })
    }
    const targets = asked.flatMap(({ outputs }) => outputs.map(({ target }) => target))
    const all = await ask(() => store.exists(targets))
    if (E.isRight(all)) {
      let at = 0
      for (const { node, outputs } of asked) {
        const missing = outputs.filter(() => all.right[at++] !== true)
        answers.push({ node, missing: missing.map(({ target }) => store.locate(target)) })
      }
      return answers
    }
    for (const { node, outputs } of asked) {
      const own = await ask(() => store.exists(outputs.map(({ target }) => target)))
      const missing = (there: ReadonlyArray<boolean>) => outputs.filter((_, index) => there[index] !== true)
      answers.push(
        E.isLeft(own)
          ? { node, failure: own.left }
          : { node, missing: missing(own.right).map(({ target }) => store.locate(target)) },
      )
    }
    return answers
  }

// --- combinators

/** Asks a store. What it should never do, throw or reject, is a failure too. */
export const ask = async <A>(question: () => TE.TaskEither<StoreError, A>): Promise<E.Either<Failure, A>> => {
  try {
    return E.mapLeft((error: StoreError): Failure => ({ _tag: "Store", error }))(await question()())
  } catch (cause) {
    return E.left({ _tag: "Threw", message: `the store threw: ${String(cause)}`, cause })
  }
}
