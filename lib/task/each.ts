import * as Given from "./given.ts"
export const each = <const A extends ReadonlyArray<unknown>>(...values: A): Given.Each<A[number]> => Given.each(values)
