import { expect, test } from 'vitest'
import { tell } from './chronicle.ts'

test.each([
  ['step', { step: 'confirm' }, 'The tokens go to every edge', null],
  ['live', { serial: '4F93' }, 'Live: every edge that terminates TLS was seen serving it', 'Serial 4F93'],
  [
    'failed',
    { detail: '203.0.113.9: Timeout' },
    'The certificate authority said no',
    'In its own words: “203.0.113.9: Timeout”',
  ],
  [
    'challenge-hits',
    { requests: 6, answered: 5, networks: 4, pops: ['near', 'far'] },
    'Validators asked for the tokens',
    '6 requests from 4 networks at near, far; 5 answered.',
  ],
  ['viewed', { token: { name: 'support' } }, 'An operator looked at this', 'With token “support”'],
  ['blocked', { problems: [{ detail: 'a' }, { detail: 'b' }] }, 'Pre-validation failed', 'a b'],
  [
    'looked',
    {
      names: [
        {
          name: 'a.example',
          probes: [
            { address: '192.0.2.1', is: 'ours' },
            { address: '192.0.2.2', is: 'unreachable' },
          ],
        },
      ],
    },
    'We looked at the names',
    'a.example: 192.0.2.1 answers with our token, 192.0.2.2 unreachable',
  ],
  ['something-new', { anything: [1] }, 'something-new', null],
])('%s is told in a sentence, with what was seen', (event, detail, title, more) =>
  expect(tell(event, detail)).toMatchObject({ title, detail: more }),
)
