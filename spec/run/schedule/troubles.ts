/**
 * Random worlds with every kind of trouble: attempts that fail, crash and hang, resources, priorities, other processes,
 * needs on the way, dependencies that may fail.
 */
import fc from "fast-check"
import type * as Policy from "../../../lib/task/policy.ts"
import type { Fate, Kind, Scripted, World } from "../plans.ts"
import type { Script } from "./simulation.ts"

// --- constructors

const rarely = <A>(arbitrary: fc.Arbitrary<A>, freq = 4): fc.Arbitrary<A | undefined> =>
  fc.option(arbitrary, { nil: undefined, freq })

/** Leaves out what is undefined. */
const some = <A extends object>(record: A): { readonly [K in keyof A]?: Exclude<A[K], undefined> } =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as never

const accepts = (): fc.Arbitrary<Policy.Accept> =>
  fc.oneof(
    fc.integer({ min: 1, max: 4 }).map((least) => ({ _tag: "Count" as const, least })),
    fc.constantFrom(0, 0.5, 0.9, 1).map((least) => ({ _tag: "Fraction" as const, least })),
  )

const retries = (): fc.Arbitrary<Policy.Retries> =>
  fc.record({
    times: fc.integer({ min: 0, max: 3 }),
    delay: fc.integer({ min: 0, max: 6 }),
    factor: fc.constantFrom(1, 2),
    most: fc.integer({ min: 1, max: 10 }),
  })

const policies = (): fc.Arbitrary<Partial<Policy.Policy>> =>
  fc
    .record({
      resources: rarely(
        fc
          .record({
            cpu: rarely(fc.constantFrom(0.5, 1, 2, 9), 2),
            gpu: rarely(fc.constantFrom(1, 2)),
            memory: rarely(fc.constantFrom(3, 5, 99)),
          })
          .map(some),
      ),
      retries: rarely(retries(), 2),
      priority: rarely(fc.integer({ min: -2, max: 2 }), 2),
      // Even, where what runs takes odd times: no race that the rules leave open.
      timeout: rarely(fc.constantFrom(2, 4, 8)),
    })
    .map(some)

/**
 * Worlds of up to `most` nodes. `upwards`: what is asked for on the way may be anything, itself too; else it lies below.
 */
export const troubles = (upwards: boolean, most = 16): fc.Arbitrary<World> =>
  fc.integer({ min: 1, max: most }).chain((size) => {
    const below = (index: number, maxLength: number): fc.Arbitrary<ReadonlyArray<number>> =>
      index === 0 ? fc.constant([]) : fc.uniqueArray(fc.nat(index - 1), { maxLength })
    const node = (index: number): fc.Arbitrary<Scripted> =>
      fc
        .record({
          kind: fc.constantFrom<Kind>("Task", "Task", "Task", "Task", "Task", "Wrapper", "Always", "External"),
          needs: below(index, 3),
          there: fc.integer({ min: 0, max: 3 }).map((die) => die === 0),
          fails: fc.integer({ min: 0, max: 5 }).map((die) => die === 0),
          runs: fc.constantFrom(1, 3, 5, 9),
          checks: fc.integer({ min: 0, max: 3 }),
          attempts: rarely(
            fc.array(fc.constantFrom<Fate>("Ends", "Fails", "Crashes", "Hangs"), { minLength: 1, maxLength: 4 }),
            2,
          ),
          policy: fc.option(policies(), { nil: undefined, freq: 1 }),
          settled: rarely(below(index, 2)),
          some: rarely(fc.record({ nodes: below(index, 4), accept: accepts() })),
          asks: rarely(upwards ? fc.uniqueArray(fc.nat(size - 1), { maxLength: 3 }) : below(index, 3)),
          held: rarely(fc.record({ until: fc.integer({ min: 1, max: 400 }), makes: fc.boolean() })),
        })
        .map((made) => ended(some(made) as Scripted))
    return fc.record({
      nodes: fc.tuple(...Array.from({ length: size }, (_, index) => node(index))),
      roots: fc
        .uniqueArray(fc.nat(size - 1), { minLength: 1, maxLength: 3 })
        .map((more) => [size - 1, ...more.filter((root) => root < size - 1)]),
    })
  })

/** What hangs has a time that is over some day. */
const ended = (made: Scripted): Scripted =>
  made.attempts?.includes("Hangs") === true ? { ...made, policy: { ...made.policy, timeout: 4 } } : made

/** Runs of all policies; `calm` ones are neither interrupted nor ended by failures. */
export const scripts = (calm: boolean): fc.Arbitrary<Script> =>
  fc
    .record({
      workers: fc.integer({ min: 1, max: 4 }),
      grace: fc.integer({ min: 0, max: 6 }),
      resources: rarely(fc.record({ gpu: fc.constantFrom(1, 2), memory: fc.constantFrom(4, 10) }), 2),
      retries: rarely(retries()),
      interrupts: calm ? fc.constant([]) : fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 2 }),
      maxFailures: calm ? fc.constant(undefined) : rarely(fc.integer({ min: 1, max: 3 }), 2),
      rebuild: calm ? fc.constant(undefined) : rarely(fc.boolean()),
      obeys: calm ? fc.constant(0) : fc.option(fc.integer({ min: 0, max: 8 }), { nil: undefined }),
    })
    .map((made) => ({ ...some(made), obeys: made.obeys }) as Script)
