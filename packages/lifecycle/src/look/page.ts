// What kind of page stands where our answer should, by its text.

import type { Page } from './facts.ts'

const SIGNS: readonly (readonly [page: Page, sign: RegExp])[] = [
  // nginx, and Go's server.
  ['https-wanted', /plain http request was sent to https port|http request to an https server/i],
  [
    'bot-check',
    /just a moment\.\.\.|checking your browser|captcha|challenge-platform|attention required!|verify you are human/i,
  ],
  ['login', /type\s*=\s*["']?password/i],
]

/** Null where the text tells of none. */
export const pageOf = (text: string): Page | null => SIGNS.find(([, sign]) => sign.test(text))?.[0] ?? null
