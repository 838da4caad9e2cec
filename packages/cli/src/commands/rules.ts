import { z } from 'zod'
import type { Command } from '../command.ts'
import { oneLine } from '../paint.ts'

const verdict = z.looseObject({
  verdict: z.enum(['never', 'some', 'all']),
  share: z.object({ percent: z.string(), fraction: z.string() }),
  caught: z.string().nullable(),
  escaping: z.string().nullable(),
  elsewhere: z.string(),
  here: z.string(),
})

const check: Command = {
  name: 'rules check',
  summary: 'How much of the challenge traffic a pattern would catch, exactly',
  takes: ['<pattern>'],
  options: { regex: { about: 'Read it as a regular expression, not as a pattern such as /images/*' } },
  json: true,
  notes: 'Exit code 0: it is a rule, whatever it catches. 1: it cannot be one, and why.',
  examples: [
    ['wellknown rules check "/*"', 'catches every challenge where rules come first'],
    ['wellknown rules check --regex "((?!(jpg|css)).)*$"', 'quote it: shells read these signs as well'],
  ],
  async run({ api, word, is, terminal, paint }) {
    const answer = await api().call(verdict, 'POST', '/cdn/rules/check', {
      rule: word(0),
      ruleType: is('regex') ? 1 : 0,
    })
    if (is('json')) return terminal.out(JSON.stringify(answer, null, 2))
    terminal.out(
      `${paint.strong(answer.verdict)}: ${answer.share.percent} % (${answer.share.fraction}) of challenge URLs`,
    )
    if (answer.caught !== null) terminal.out(oneLine(`caught    ${answer.caught}`))
    if (answer.escaping !== null) terminal.out(oneLine(`escaping  ${answer.escaping}`))
    return terminal.out(`${oneLine(answer.elsewhere)}\n${oneLine(answer.here)}`)
  },
}

export const rules: readonly Command[] = [check]
