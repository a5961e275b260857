/**
 * Checking keys: a literal key against the graph below the task that is called (rule 2.7).
 *
 * The key is parsed one step at a time; the state is the union of the names of the tasks where one may stand. `Extra`
 * names the tasks that the same call puts in place of others: a key may go wherever one of them could stand.
 *
 *     Key<G, "TaskC", never, "TaskB.datasets:year">  is  the slot `year` of TaskA
 */
import type { BelowAt, Edge, Graph, Self } from "./graph.ts"
import type { Misspelt, Problem } from "./problem.ts"

// --- model

/** A key that ends in a slot, which is one of these edges. */
export interface AtSlot<S extends string, E> {
  readonly end: "slot"
  readonly slot: S
  readonly edge: E
}
/** A key that ends in a bare task. */
export interface AtTask<N extends string> {
  readonly end: "task"
  readonly task: N
}
/** A key that goes on through a slot of `self` that may be dynamic, and so is not known yet: anything fits. */
export interface Open {
  readonly end: "open"
}

// --- queries

/** Where a key ends, or what is wrong with it. Without its `!`. */
export type Key<
  G extends Graph,
  Root extends string,
  Extra extends string,
  K extends string,
> = K extends `.${infer Rest}`
  ? Segments<G, Root | Extra, Extra, Rest, `at ${Shown<Root>}`>
  : Segments<G, Reach<G, Root, Extra>, Extra, K, `in or below ${Shown<Root>}`>

/** `At`: where one may stand; `Where`: how to say that. */
type Segments<
  G extends Graph,
  At extends string,
  Extra extends string,
  K extends string,
  Where extends string,
> = K extends `${infer Head}:${infer Rest}`
  ? After<G, Extra, Rest, Segment<G, At, Extra, Head, Where, "through">, Head>
  : K extends `${string}.${string}` | `${Small}${string}`
    ? Segment<G, At, Extra, K, Where, "end">
    : [K & At] extends [never]
      ? Misspelt<`no task '${K}' ${Where}`, Exclude<At, Self>>
      : AtTask<K>

/** Goes on behind a `:`, from where the segment before it led (2.3). */
type After<G extends Graph, Extra extends string, K extends string, End, Head extends string> =
  End extends AtSlot<infer S, infer E>
    ? [To<E>] extends [never]
      ? Problem<`'${S}' leads to no task: write nothing behind it`>
      : Segments<G, Reach<G, To<E>, Extra>, Extra, K, `below ${Head}`>
    : End extends AtTask<infer N>
      ? K extends `${Small}${string}`
        ? Segments<G, Reach<G, N, Extra>, Extra, K, `in or below ${Head}`>
        : Segments<G, Reach<G, Steps<G, N>, Extra>, Extra, K, `below ${Head}`>
      : End

/** One segment: a task, slots, or both. */
type Segment<
  G extends Graph,
  At extends string,
  Extra extends string,
  K extends string,
  Where extends string,
  Role,
> = K extends `${Small}${string}`
  ? Slots<G, At, Extra, K, Where, Role>
  : K extends `${infer Head}.${infer Rest}`
    ? Met<G, At, Extra, Head, Where> extends infer End
      ? End extends AtTask<infer N>
        ? Slots<G, N, Extra, Rest, `at ${Head}`, Role>
        : End
      : never
    : Met<G, At, Extra, K, Where>

/** The tasks that answer to a name (2.4), as one end. What stands in for another may answer to any name there is. */
type Met<G extends Graph, At extends string, Extra extends string, K extends string, Where extends string> =
  | { [N in At]: K extends G[N]["answers"] ? N : never }[At]
  | ([Extra] extends [never] ? never : K extends keyof G ? At & Extra : never) extends infer N extends string
  ? [N] extends [never]
    ? Misspelt<`no task '${K}' ${Where}`, Exclude<At, Self>>
    : AtTask<N>
  : never

/** Slots taken one after another. One of `self` may be dynamic where the key goes on behind it. */
type Slots<
  G extends Graph,
  At extends string,
  Extra extends string,
  K extends string,
  Where extends string,
  Role,
> = K extends `${infer S}.${infer Rest}`
  ? EdgesAt<G, At, S> extends infer E
    ? [E] extends [never]
      ? Self extends At
        ? Open
        : Misspelt<`no dependency slot '${S}' ${Where}`, SlotsAt<G, At>>
      : [To<E>] extends [never]
        ? Problem<`'${S}' leads to no task: write nothing behind it`>
        : Slots<G, To<E> | Extra, Extra, Rest, `at ${To<E>}`, Role>
    : never
  : EdgesAt<G, At, K> extends infer E
    ? [E] extends [never]
      ? [Role, Self] extends ["through", At]
        ? Open
        : Misspelt<`no slot '${K}' ${Where}`, SlotsAt<G, At>>
      : AtSlot<K, E>
    : never

/** The slots of one name, of all tasks where one may stand. */
type EdgesAt<G extends Graph, At extends string, S extends string> = {
  [N in At]: S extends keyof G[N]["slots"] ? G[N]["slots"][S] : never
}[At]

/** What stands there, to choose from. Said anew, so that messages show it and not its name. */
type SlotsAt<G extends Graph, At extends string> = Exclude<{ [N in At]: keyof G[N]["slots"] }[At], number | symbol>

/** What is at or below some tasks, replacements included, which may stand anywhere. */
type Reach<G extends Graph, N extends string, Extra extends string> = BelowAt<G, N | Extra>

/** One step down. */
type Steps<G extends Graph, N extends string> = {
  [M in N]: To<G[M]["slots"][keyof G[M]["slots"]]>
}[N]

type To<E> = E extends Edge ? E["to"] : never

type Shown<N extends string> = N extends Self ? "self" : N

/** The first letter of a slot's name. */
// biome-ignore format: an alphabet
type Small =
  | "a" | "b" | "c" | "d" | "e" | "f" | "g" | "h" | "i" | "j" | "k" | "l" | "m"
  | "n" | "o" | "p" | "q" | "r" | "s" | "t" | "u" | "v" | "w" | "x" | "y" | "z" | "_"
