// The guide to every problem (docs/problems.md), printed from what customers are told.

import { PROBLEMS } from './advice.ts'
import type { Actor, ProblemCode } from './problem.ts'

const WHO: Readonly<Record<Actor, string>> = {
  customer: 'the customer',
  operator: 'the operator of this CDN',
  ca: 'the certificate authority',
  us: 'nobody; the CDN goes on by itself',
}

/** In Markdown: a part for each code, under an anchor of its name. */
export function guide(): string {
  // The cast: these are the keys of that record.
  const parts = (Object.keys(PROBLEMS) as ProblemCode[]).map((code) => {
    const { sentence, who, fix } = PROBLEMS[code]
    return [`## ${code}`, sentence, `Who acts: ${WHO[who]}.`, fix].join('\n\n')
  })
  return `${[HEAD, ...parts].join('\n\n')}\n`
}

const HEAD = `# What can stand in a certificate's way

Each problem that the diagnosis of a resource names (\`GET /cdn/resources/{id}/ssl/le/diagnosis\`), by its code. The diagnosis
adds the evidence, and the DNS record to set where one mends it.`
