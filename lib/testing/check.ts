/**
 * Checks: a law asked of many workflows of a task, and what is said of the smallest one that breaks it.
 *
 * What is said stands by itself: what differed, the workflow as one types it, and how to ask for just this case again.
 */
import type { Arbitrary } from "./fast-check.ts"
import { fc } from "./fast-check.ts"
import { drawErrors } from "../plan/draw/draw.ts"
import type { ResolveError } from "../plan/problem.ts"
import * as Generate from "./generate.ts"
import * as Scene from "./scene.ts"
import * as Written from "./written.ts"

// --- model

export interface LawOptions extends Scene.Options {
  /** How many cases are tried. Default: 100. */
  readonly runs?: number | undefined
  /** With `path`: tries a case again, as a message says. */
  readonly seed?: number | undefined
  readonly path?: string | undefined
  /** Says which errors of resolving are meant to be: a dynamic function that refuses some parameters. */
  readonly permits?: ((error: ResolveError) => boolean) | undefined
}

/** How a case is tried again: alone, by its path; or with all before it, where it is broken together with one of them. */
export type Again = "alone" | "together"

/** What a law finds wrong, in words; undefined where it holds. */
export type Finding = string | undefined

/** A case of which a law could ask nothing, and why: what it compares did not resolve, or came to something else. */
export interface Skipped {
  readonly _tag: "Skipped"
  readonly why: string
}

/** A law that asks nothing of a task whatever is drawn: one of parameters, where there are none. */
export const moot: unique symbol = Symbol("moot")

/** What a law says of one case. */
export type Answer = Finding | Skipped | typeof moot

// --- constructors

export const skip = (why: string): Skipped => ({ _tag: "Skipped", why })

/** Skips what does not resolve, which only the law of resolution asks about. */
export const unresolved = (errors: ReadonlyArray<ResolveError>): Skipped => {
  const [first] = errors
  return skip(first === undefined ? "it does not resolve" : `it does not resolve: ${firstLine(drawErrors([first]))}`)
}

const firstLine = (text: string): string => (text.split("\n")[0] ?? "").replace(/^error: /, "")

// --- folds

/** Asks a law about workflows of a task. Throws an Error that names the smallest workflow that breaks it. */
export const workflows = (
  name: string,
  given: unknown,
  options: LawOptions,
  law: (drawn: Generate.Drawn, scene: Scene.Scene, chance: number) => Answer,
  again: Again = "alone",
): void => {
  const scene = Scene.of(given, options)
  const cases = fc.tuple(Generate.drawn(scene, options), fc.nat())
  all(
    name,
    scene.root.name,
    options,
    cases,
    ([drawn, chance]) => law(drawn, scene, chance),
    ([drawn]) => {
      const entries = [...drawn.required, ...drawn.entries]
      return [
        ["code", Generate.print(drawn)],
        ["shell", `waluigi ${[drawn.root.name, Written.shell(entries)].join(" ").trim()}`],
      ]
    },
    ([drawn, chance], breaks): [Generate.Drawn, number] => [smaller(drawn, (less) => breaks([less, chance])), chance],
    again,
  )
}

/** Asks a law about cases of any kind. */
export const all = <A>(
  name: string,
  task: string,
  { runs = 100, seed, path }: LawOptions,
  cases: Arbitrary<A>,
  law: (one: A) => Answer,
  print: (one: A) => ReadonlyArray<readonly [label: string, text: string]>,
  smaller: (one: A, breaks: (less: A) => boolean) => A = (one) => one,
  how: Again = "alone",
): void => {
  const skipped: Array<string> = []
  let asked = 0
  const property = fc.property(cases, (one) => {
    const found = law(one)
    if (typeof found === "string") throw new Error(found)
    if (found === moot) return
    asked += 1
    if (found !== undefined) skipped.push(found.why)
  })
  const details = fc.check(property, {
    numRuns: runs,
    ...(seed === undefined ? {} : { seed }),
    ...(path === undefined || how === "together" ? {} : { path }),
  })
  if (!details.failed) return enough(name, task, asked, skipped)
  const first = details.errorInstance
  const shrunk = details.counterexample === null ? undefined : details.counterexample[0]
  const found = shrunk === undefined ? undefined : smaller(shrunk, (less) => said(law, less) !== undefined)
  const lines = found === undefined ? [] : print(found)
  const which =
    how === "alone"
      ? `path: ${JSON.stringify(details.counterexamplePath ?? "")}`
      : `runs: ${Math.max(runs, details.numRuns)}`
  const again = `laws.${name}(${task}, { seed: ${details.seed}, ${which} })`
  const what = (found === undefined ? undefined : said(law, found)) ?? message(first)
  const all = [
    ...lines,
    ["again", again] as const,
    ["found", `after ${details.numRuns} cases, made smaller ${details.numShrinks} times`] as const,
  ]
  throw new Error(
    [`${task} breaks the law of ${name}: ${what}`, ...all.map(([label, text]) => `  ${label.padEnd(6)} ${text}`)].join(
      "\n",
    ),
    { cause: first },
  )
}

// --- internals

/** Of fewer cases nothing is said: chance alone may leave out each. */
const fewest = 10
/** Of so many cases one at least must be a comparison, or the law was not asked. */
const ratio = 20

/** Throws where nearly no case was a comparison: a law that asks nothing would hold of anything. */
const enough = (name: string, task: string, asked: number, skipped: ReadonlyArray<string>): void => {
  const compared = asked - skipped.length
  if (asked < fewest || compared * ratio >= asked) return
  const counts = new Map<string, number>()
  for (const why of skipped) counts.set(why, (counts.get(why) ?? 0) + 1)
  const [most] = [...counts].sort((a, b) => b[1] - a[1])
  throw new Error(
    [
      `the law of ${name} could ask ${compared === 0 ? "none" : `only ${compared}`} of ${asked} workflows of ${task}`,
      `  most   ${most?.[0] ?? ""}   (${most?.[1] ?? 0} times)`,
      `  try    the meta range or choices of parameters, or the option types, so that more of what is drawn resolves`,
    ].join("\n"),
  )
}

const message = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown))

/** What a law says of a case; one that throws says what it threw. */
const said = <A>(law: (one: A) => Answer, one: A): Finding => {
  try {
    const found = law(one)
    return typeof found === "string" ? found : undefined
  } catch (thrown) {
    return message(thrown)
  }
}

/**
 * Takes out what is not needed to break a law. fast-check makes values smaller one by one; it cannot know that an entry
 * goes once what it overrides takes its value.
 */
const smaller = (drawn: Generate.Drawn, breaks: (less: Generate.Drawn) => boolean): Generate.Drawn => {
  const without = drawn.entries.flatMap((entry) => {
    const entries = drawn.entries.filter((other) => other !== entry)
    const { given } = entry
    const required = drawn.required.map((one) =>
      given._tag === "Values" && !given.collection && one.given._tag === "Values" && one.given.slot === given.slot
        ? { ...one, given }
        : one,
    )
    return [
      { ...drawn, entries },
      { ...drawn, entries, required },
      ...Written.simpler(entry).map((one) => ({
        ...drawn,
        entries: drawn.entries.map((other) => (other === entry ? one : other)),
      })),
    ]
  })
  const less = without.find(breaks)
  return less === undefined ? drawn : smaller(less, breaks)
}
