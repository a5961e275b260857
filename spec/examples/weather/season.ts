/**
 * Seasons: where in the year of the sun a day lies: from 0, where the year 2000 began, to 1.
 *
 * A calendar year has 365 or 366 days, the year of the sun 365.2422. Counted in these, one season holds the same
 * days of light in every year; counted in days of the calendar it wanders by a day after each February. So the
 * first or last day of a calendar year may lie a little outside of 0 to 1: at -0.001 as well as at 0.999.
 */

// --- model

const tropicalYear = 365.2422
const millisecondsOfDay = 86_400_000
const epoch = Date.UTC(2000, 0, 1)

// --- constructors

/** Gives the season of a date at noon, in the year of the sun that belongs to its calendar year. */
export const ofDate = (date: string): number =>
  ((Date.parse(date) - epoch) / millisecondsOfDay + 0.5) / tropicalYear - (Number(date.slice(0, 4)) - 2000)

/** Brings a season into 0 to 1. */
export const turned = (season: number): number => season - Math.floor(season)

/** Gives the season at which a month begins (0 is January), in a year between two leap years. */
export const ofMonth = (month: number): number =>
  month >= 12 ? 1 : (Date.UTC(2002, month, 1) - Date.UTC(2002, 0, 1)) / millisecondsOfDay / tropicalYear

// --- queries

export const months = "January February March April May June July August September October November December".split(" ")

/** Names the day of a season: `2 August`. */
export const print = (season: number): string => {
  const date = new Date(Date.UTC(2002, 0, 1) + Math.min(364, Math.floor(season * tropicalYear)) * millisecondsOfDay)
  return `${date.getUTCDate()} ${months[date.getUTCMonth()]}`
}
