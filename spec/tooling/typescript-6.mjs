/**
 * A loader: whoever imports `typescript` gets the last version that is written in JavaScript, with an API.
 *
 * The compiler that checks the house is the native one, which has none; typedoc reads sources through this one.
 */
import { register } from "node:module"

const loader = `export const resolve = (specifier, context, next) =>
  next(specifier === "typescript" ? "typescript-6" : specifier, context)`

register(`data:text/javascript,${encodeURIComponent(loader)}`)
