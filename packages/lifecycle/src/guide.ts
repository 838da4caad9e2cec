// The guide to every problem, made from what customers are told: docs/problems.md, and the pages the API serves.

import { PROBLEMS } from './advice.ts'
import type { Actor, ProblemCode } from './problem.ts'

const WHO: Readonly<Record<Actor, string>> = {
  customer: 'the customer',
  operator: 'the operator of this CDN',
  ca: 'the certificate authority',
  us: 'nobody; the CDN goes on by itself',
}

/** What the guide says of one problem, in plain text. */
export type GuidePart = {
  readonly code: ProblemCode
  readonly sentence: string
  readonly who: string
  readonly fix: string
}

/** A part for each code, in the order of the advice. */
// The cast: these are the keys of that record.
export const GUIDE: readonly GuidePart[] = (Object.keys(PROBLEMS) as ProblemCode[]).map((code) => {
  const { sentence, who, fix } = PROBLEMS[code]
  return { code, sentence, who: WHO[who], fix }
})

/** Where the API serves the part of `code`; it belongs behind the API's own URL. */
export const guidePath = (code: ProblemCode): string => `/guide/${code}`

/** In Markdown: a part for each code, under an anchor of its name. */
export function guide(): string {
  const parts = GUIDE.map(({ code, sentence, who, fix }) =>
    [`## ${code}`, sentence, `Who acts: ${who}.`, fix].join('\n\n'),
  )
  return `${[HEAD, ...parts].join('\n\n')}\n`
}

const HEAD = `# What can stand in a certificate's way

Each problem that the diagnosis of a resource names (\`GET /cdn/resources/{id}/ssl/le/diagnosis\`), by its code. The diagnosis
adds the evidence, and the DNS record to set where one mends it. The API serves each part as a page at \`/guide/{code}\`, without
a token.`
