/**
 * `waluigi/testing`: what a workflow author imports in tests, and nothing more.
 *
 * Generators for fast-check, the laws of the language as properties, and a world without a disk.
 *
 * @module
 */
export type { LawOptions } from "./check.ts"
export type { Virtual } from "./clock.ts"
export type { Fault } from "./faults.ts"
export { type Options, type ParametersOf, parameters, tables, type WorkflowOf, workflows } from "./generate.ts"
export { type Law, laws } from "./laws.ts"
export type { Options as SceneOptions } from "./scene.ts"
export { arbitrary, type Source } from "./value.ts"
export { memory, type World } from "./world.ts"
