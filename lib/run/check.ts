/**
 * Checking: what is there is decided by the store, never by memory of a run.
 */
import * as E from "#fp/Either"
import type * as TE from "#fp/TaskEither"
import type { Store, StoreError, Target } from "../store/store.ts"
import type { Book } from "./book.ts"
import type { Finding } from "./event.ts"
import type { Failure } from "./failure.ts"
import type { Unchecked, World } from "./interpret.ts"
import type { Named, Placing } from "./targets.ts"

// --- constructors

/**
 * So many nodes are asked about at once. All together the places of a million would lie in memory at one time; one by one,
 * a remote store would be asked a million times.
 */
const batch = 10_000

/** Looks for the outputs of nodes, many in one question to the store; one by one if that fails, to name the culprit. */
export const of =
  (book: Book, store: Store, placing: Placing): World["check"] =>
  async (ids) => {
    const answers: Array<Finding | Unchecked> = []
    for (let first = 0; first < ids.length; first += batch)
      await look(ids.slice(first, first + batch), book, store, placing, answers)
    return answers
  }

const look = async (
  ids: ReadonlyArray<string>,
  book: Book,
  store: Store,
  placing: Placing,
  answers: Array<Finding | Unchecked>,
): Promise<void> => {
  const asked: Array<string> = []
  const outputs: Array<ReadonlyArray<Named>> = []
  const targets: Array<Target> = []
  for (const id of ids) {
    const node = book.find(id)
    const placed = node === undefined ? E.right([]) : placing(node)
    if (E.isLeft(placed)) {
      answers.push({ node: id, failure: placed.left })
      continue
    }
    asked.push(id)
    outputs.push(placed.right)
    for (const { target } of placed.right) targets.push(target)
  }
  const all = await ask(() => store.exists(targets))
  let at = 0
  for (const [index, own] of outputs.entries()) {
    const node = asked[index] as string
    const found = E.isRight(all) ? all : await ask(() => store.exists(own.map(({ target }) => target)))
    if (E.isLeft(found)) answers.push({ node, failure: found.left })
    else answers.push({ node, missing: missing(own, found.right, E.isRight(all) ? at : 0, store) })
    at += own.length
  }
}

/** Lists the paths that are not there. One list serves all nodes of which none is missing, which are most. */
const missing = (
  outputs: ReadonlyArray<Named>,
  there: ReadonlyArray<boolean>,
  from: number,
  store: Store,
): ReadonlyArray<string> => {
  let paths: Array<string> | undefined
  for (const [index, { target }] of outputs.entries())
    if (there[from + index] !== true) (paths ??= []).push(store.locate(target))
  return paths ?? nothing
}

const nothing: ReadonlyArray<string> = []

// --- combinators

/** Asks a store. What it should never do, throw or reject, is a failure too. */
export const ask = async <A>(question: () => TE.TaskEither<StoreError, A>): Promise<E.Either<Failure, A>> => {
  try {
    return E.mapLeft((error: StoreError): Failure => ({ _tag: "Store", error }))(await question()())
  } catch (cause) {
    return E.left({ _tag: "Threw", message: `the store threw: ${String(cause)}`, cause })
  }
}
