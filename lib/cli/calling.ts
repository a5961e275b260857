/**
 * A line that calls actions: in the order of its words, over all its tasks. Nothing runs but by a `--run` among them (7.1).
 */
import { resolve as resolvePath } from "node:path"
import * as E from "#fp/Either"
import * as Calls from "../plan/call/calls.ts"
import type { CallError } from "../plan/call/problem.ts"
import { drawCallErrors } from "../plan/draw/call.ts"
import { drawErrors, drawWarnings } from "../plan/draw/draw.ts"
import { merge } from "../plan/merge.ts"
import type { Plan } from "../plan/plan.ts"
import type { ResolveError } from "../plan/problem.ts"
import { trace } from "../plan/resolve.ts"
import { local } from "../store/local.ts"
import type { Asked } from "./action.ts"
import * as Called from "./called.ts"
import { distinct } from "./distinct.ts"
import * as Mistake from "./mistake.ts"
import type { Wanted } from "./request.ts"
import type { Session } from "./session.ts"
import * as View from "./view.ts"

// --- model

export interface Told extends Session {
  /** Says more of an error, as the line has it. */
  readonly hint: (error: ResolveError) => ResolveError
}

interface Read {
  readonly plan: Plan
  readonly calls: ReadonlyArray<Calls.Called>
}

/** What is wrong, drawn by kind. */
interface Wrong {
  readonly errors: ReadonlyArray<ResolveError>
  readonly calls: ReadonlyArray<CallError>
  readonly mistakes: ReadonlyArray<Mistake.Mistake>
}

// --- folds

/** Calls what the line asks for, or says what would be called. Gives the exit code. */
export const session = async (told: Told, wanted: ReadonlyArray<Wanted>): Promise<number> => {
  const { line, options, exports, drawing, io } = told
  const refused = refusal(told, wanted)
  const read = refused.length > 0 ? E.left<Wrong, Read>({ ...fine, mistakes: refused }) : readAll(told, wanted)
  if (E.isLeft(read)) {
    const { errors, calls, mistakes } = read.left
    const drawn = [
      drawErrors(errors.map(told.hint), drawing),
      drawCallErrors(calls, drawing),
      Mistake.drawAll(mistakes, drawing),
    ]
    io.err(`${drawn.filter((text) => text !== "").join("\n\n")}\n`)
    return 2
  }
  const { plan, calls } = read.right
  if (plan.warnings.length > 0 && !options.quiet) io.err(`${drawWarnings(plan.warnings, drawing)}\n\n`)
  const store = local(resolvePath(io.folder, options.outputRoot ?? "results"))
  const view = View.of(plan, store, drawing)
  const dry = options.dryRun || line.command === "plan"
  const making = { options, exports, io }
  return dry ? Called.dryRun(view, calls, store, making) : Called.make(view, calls, store, making)
}

// --- internals

const fine: Wrong = { errors: [], calls: [], mistakes: [] }

/** Explaining and JSON are of parameters alone. */
const refusal = ({ line, options }: Told, wanted: ReadonlyArray<Wanted>): ReadonlyArray<Mistake.Mistake> => {
  const what = line.command === "explain" ? "explain" : options.json ? "--json" : undefined
  if (what === undefined) return []
  return wanted.flatMap(({ workflow, calls }) =>
    calls.map(({ source, key }) => ({
      _tag: "NoSlot" as const,
      text: source._tag === "Argument" ? source.text : key,
      task: workflow.definition.name,
      tries: [],
      note: `${key} is an action, and ${what} tells of parameters: leave it out`,
    })),
  )
}

/** Resolves every workflow, reads its calls, and joins all. */
const readAll = ({ exports, options }: Told, wanted: ReadonlyArray<Wanted>): E.Either<Wrong, Read> => {
  const limit = options.taskLimit === undefined ? {} : { limit: options.taskLimit }
  const traced = wanted.map(({ workflow, calls }) => ({
    calls,
    found: trace(workflow, { names: exports.named, ...limit }),
  }))
  const errors = traced.flatMap(({ found }) => (E.isLeft(found) ? found.left : []))
  if (errors.length > 0) return E.left({ ...fine, errors: wanted.length < 2 ? errors : distinct(errors) })
  const read = traced.flatMap(({ calls, found }) =>
    E.isRight(found) ? calls.map((asked) => ({ asked, read: Calls.read(found.right, [asked]) })) : [],
  )
  const wrong = read.flatMap(({ asked, read }) => (E.isLeft(read) ? read.left.map((error) => ({ asked, error })) : []))
  if (wrong.length > 0) return E.left({ ...fine, ...split(wrong) })
  const plan = merge(traced.flatMap(({ found }) => (E.isRight(found) ? [found.right.plan] : [])))
  if (E.isLeft(plan)) return E.left({ ...fine, errors: plan.left })
  const calls = read.flatMap(({ read }) => (E.isRight(read) ? read.right : []))
  return E.right({ plan: plan.right, calls: [...calls].sort((a, b) => position(a) - position(b)) })
}

/** A word that was read as a call in case that it is one, and is none, is told as what it is then. */
const split = (
  wrong: ReadonlyArray<{ readonly asked: Asked; readonly error: CallError }>,
): Pick<Wrong, "calls" | "mistakes"> => {
  const isGuess = ({ asked, error }: (typeof wrong)[number]): boolean =>
    asked.otherwise !== undefined && error._tag === "UnmatchedCall"
  return {
    calls: wrong.filter((one) => !isGuess(one)).map(({ error }) => error),
    mistakes: wrong.filter(isGuess).flatMap(({ asked }) => asked.otherwise ?? []),
  }
}

const position = ({ written: { source } }: Calls.Called): number => (source._tag === "Argument" ? source.index : 0)
