import { z } from '@hono/zod-openapi'
import type { Rehearsal } from '../../store/rehearsals-port.ts'
import { instant, renderInstant, renderInstantOrNull } from './common.ts'
import { problem, renderProblem } from './diagnosis.ts'
import { pastQuery } from './past.ts'

export const rehearsalQuery = pastQuery.extend({
  resource: z.coerce.number().int().positive().optional().openapi({ description: 'Of one resource only.' }),
})

export const rehearsal = z
  .object({
    id: z.string(),
    resource: z.int(),
    names: z.array(z.string()),
    directory: z.string().openapi({ description: 'The CA’s directory that was asked' }),
    started: instant,
    ended: instant.nullable(),
    result: z.enum(['running', 'passed', 'blocked', 'failed', 'held']).openapi({
      description:
        '`blocked`: our look found what would fail, and the CA was not asked. `failed`: the CA said no. `held`: it could not be said',
    }),
    problems: z.array(problem),
    certificate: z
      .object({ serial: z.string(), issuer: z.string(), not_before: instant, not_after: instant })
      .nullable()
      .openapi({ description: 'What came and was thrown away' }),
  })
  .openapi('Rehearsal')

export const renderRehearsal = ({
  id,
  resource,
  names,
  directory,
  started,
  ended,
  result,
  problems,
  certificate,
}: Rehearsal): z.infer<typeof rehearsal> => ({
  id,
  resource,
  names: [...names],
  directory,
  started: renderInstant(started),
  ended: renderInstantOrNull(ended),
  result: result ?? 'running',
  problems: problems.map(renderProblem),
  certificate: certificate && {
    serial: certificate.serial,
    issuer: certificate.issuer,
    not_before: renderInstant(certificate.notBefore),
    not_after: renderInstant(certificate.notAfter),
  },
})
