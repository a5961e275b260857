/**
 * Checks: a law asked of many workflows of a task, and what is said of the smallest one that breaks it.
 *
 * What is said stands by itself: what differed, the workflow as one types it, and how to ask for just this case again.
 */
import type { Arbitrary } from "./fast-check.ts"
import { fc } from "./fast-check.ts"
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

/** What a law finds wrong, in words; undefined where it holds. */
export type Finding = string | undefined

// --- folds

/** Asks a law about workflows of a task. Throws an Error that names the smallest workflow that breaks it. */
export const workflows = (
  name: string,
  given: unknown,
  options: LawOptions,
  law: (drawn: Generate.Drawn, scene: Scene.Scene, chance: number) => Finding,
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
  )
}

/** Asks a law about cases of any kind. */
export const all = <A>(
  name: string,
  task: string,
  { runs = 100, seed, path }: LawOptions,
  cases: Arbitrary<A>,
  law: (one: A) => Finding,
  print: (one: A) => ReadonlyArray<readonly [label: string, text: string]>,
  smaller: (one: A, breaks: (less: A) => boolean) => A = (one) => one,
): void => {
  const property = fc.property(cases, (one) => {
    const found = law(one)
    if (found !== undefined) throw new Error(found)
  })
  const details = fc.check(property, {
    numRuns: runs,
    ...(seed === undefined ? {} : { seed }),
    ...(path === undefined ? {} : { path }),
  })
  if (!details.failed) return
  const first = details.errorInstance
  const shrunk = details.counterexample === null ? undefined : details.counterexample[0]
  const found = shrunk === undefined ? undefined : smaller(shrunk, (less) => said(law, less) !== undefined)
  const lines = found === undefined ? [] : print(found)
  const again = `laws.${name}(${task}, { seed: ${details.seed}, path: ${JSON.stringify(details.counterexamplePath ?? "")} })`
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

const message = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown))

/** What a law says of a case; one that throws says what it threw. */
const said = <A>(law: (one: A) => Finding, one: A): Finding => {
  try {
    return law(one)
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
    ]
  })
  const less = without.find(breaks)
  return less === undefined ? drawn : smaller(less, breaks)
}
