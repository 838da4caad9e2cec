// `force_return` of Gcore's CDN API: a code and a text, or where to go, instead of the origin's answer.

import { z } from 'zod'

/** "The following codes are reserved by our system" (Gcore's API). */
const RESERVED = [408, 444, 477, 494, 495, 496, 497, 499]
/** With these codes the body is where to go (nginx's return). */
const REDIRECTS = [301, 302, 303, 307, 308]
const LONGEST_BODY = 255

const time = z
  .string()
  .regex(/^(?:[01]?\d|2[0-3]):[0-5]\d$/, 'Give a time of day in hours and minutes, such as 22:00')

export const forceReturn = z
  .object({
    enabled: z.boolean(),
    code: z
      .int()
      // RFC 9110 §15.2: what begins with 1 is no final answer.
      .min(200, 'Give a code from 200 to 599')
      .max(599, 'Give a code from 200 to 599')
      .refine((code) => !RESERVED.includes(code), `These codes are reserved: ${RESERVED.join(', ')}`),
    body: z.string().max(LONGEST_BODY, `The body has at most ${LONGEST_BODY} characters`),
    time_interval: z
      .object({
        start_time: time,
        end_time: time,
        time_zone: z
          .string()
          .refine(isTimeZone, 'Give the name of a time zone, such as Europe/Luxembourg')
          .nullish(),
      })
      .refine(({ start_time: start, end_time: end }) => pad(start) !== pad(end), {
        path: ['end_time'],
        message: 'The interval ends when it begins: leave it out for the whole day',
      })
      .nullish(),
  })
  .refine(({ code, body }) => !REDIRECTS.includes(code) || isTarget(body), {
    path: ['body'],
    message: 'With a redirecting code, give the URL or path to go to, such as https://example.com/moved',
  })
  .nullish()

const pad = (time: string): string => time.padStart(5, '0')

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** An http URL or a path, of visible ASCII: it becomes a header. */
function isTarget(body: string): boolean {
  const base = 'http://relative.invalid'
  if (!/^[\x21-\x7e]+$/.test(body) || !/^(?:https?:\/\/|\/(?!\/))/i.test(body)) return false
  return URL.canParse(body, base)
}
