/**
 * What a workflow author imports, and nothing more.
 */
export { constant } from "./task/constant.ts"
export { dep } from "./task/dep.ts"
export { dynamic } from "./task/dynamic.ts"
export { each } from "./task/each.ts"
export { extend } from "./task/extend.ts"
export { important } from "./task/important.ts"
export { inherit } from "./task/inherit.ts"
export { many } from "./task/many.ts"
export { param } from "./task/param.ts"
export { set } from "./task/set.ts"
export { substitute } from "./task/substitute.ts"
export { task } from "./task/task.ts"
