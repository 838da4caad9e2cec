import { hits, hitsPath, HITS, PROBER_AGENT, sha256Hex, signRequest, utf8, type Hit } from '@wellknown/wire'
import { describe, expect, test } from 'vitest'
import { pathOf, token, type Bench } from './bench.ts'
import { ADMIN_HOST, ask, askRaw, tokens, type Answer } from './driver.ts'

const AGENT = 'a validation server; +https://ca.example'

/** Requests for tokens: what the control plane is told of them. */
export function hitsSuite(bench: Bench): void {
  const { freshHost, put, configure, get } = bench

  async function askForHits(host: string, signed = true): Promise<Answer> {
    const path = hitsPath(host)
    const request = { method: 'GET', url: `http://${ADMIN_HOST}${path}`, body: utf8('') }
    const headers = signed ? await signRequest(request, bench.key(), Date.now()) : {}
    return ask(bench.port(), { host: ADMIN_HOST, path, headers })
  }
  const hitsOf = async (host: string): Promise<readonly Hit[]> => {
    const answer = await askForHits(host)
    expect(answer.status).toBe(200)
    return hits.parse(JSON.parse(answer.body)).hits
  }
  /** They are noted after the answer. */
  async function waitForHits(host: string, many: number): Promise<readonly Hit[]> {
    for (;;) {
      const seen = await hitsOf(host)
      if (seen.length >= many) return seen
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }

  describe('who asked for a token', () => {
    test('is told: PoP, network, user agent, result and milliseconds; the token only as a hash', async () => {
      const host = freshHost()
      await put('tokens', host, tokens(token('a')))
      const before = Date.now()
      await get(host, pathOf(token('a')), { 'user-agent': AGENT })
      const [seen] = await waitForHits(host, 1)
      expect(seen).toEqual({
        tokenHash: await sha256Hex(utf8(token('a'))),
        at: expect.any(Number),
        network: '127.0.0.0/24',
        agent: AGENT,
        result: 'answered',
        milliseconds: expect.any(Number),
      })
      expect(seen?.at).toBeGreaterThanOrEqual(before)
      const { body } = await askForHits(host)
      expect(JSON.parse(body)).toMatchObject({ pop: 'pop-under-test', host, wire: 1 })
      expect(body).not.toContain(token('a'))
    })

    test('is told of a token that is not live there as well, but of no host that is not ours', async () => {
      const [host, stranger] = [freshHost(), freshHost()]
      await put('tokens', host, tokens(token('a')))
      await get(stranger, pathOf(token('b')))
      // Suites before this one may have asked for more than is noted of what is not live.
      for (let seen: readonly Hit[] = []; seen.length === 0; seen = await hitsOf(host)) {
        await new Promise((resolve) => setTimeout(resolve, 100))
        await get(host, pathOf(token('b')))
      }
      expect((await hitsOf(host))[0]).toMatchObject({ result: 'unknown' })
      expect(await hitsOf(stranger)).toEqual([])
    })

    test('is told apart by host, and not told to whoever cannot sign', async () => {
      const [host, other] = [freshHost(), freshHost()]
      await put('tokens', host, tokens(token('a')))
      await put('tokens', other, tokens(token('a')))
      await get(host, pathOf(token('a')))
      await waitForHits(host, 1)
      expect(await hitsOf(other)).toEqual([])
      expect((await askForHits(host, false)).status).toBe(401)
    })

    test('is not told of our own reading back', async () => {
      const host = freshHost()
      await put('tokens', host, tokens(token('a')))
      await get(host, pathOf(token('a')), { 'user-agent': PROBER_AGENT })
      await get(host, pathOf(token('a')), { 'user-agent': AGENT })
      expect(await waitForHits(host, 1)).toMatchObject([{ agent: AGENT }])
    })

    test('is told in one bounded line, whatever user agent was sent', async () => {
      const host = freshHost()
      await put('tokens', host, tokens(token('a')))
      const agent = `evil\t\u0085\u00AD<b>${'x'.repeat(4_000)}`
      const lines = [`GET ${pathOf(token('a'))} HTTP/1.1`, `Host: ${host}`, `User-Agent: ${agent}`]
      expect(await askRaw(bench.port(), `${lines.join('\r\n')}\r\nConnection: close\r\n\r\n`)).toBe(200)
      const [seen] = await waitForHits(host, 1)
      expect(seen?.agent).toMatch(/^evil [^\p{C}]*<b>x+$/u)
      expect(seen?.agent.length).toBeLessThanOrEqual(HITS.longestAgent)
    })

    test('is told so often at most, and nobody who guesses pushes a validator out', async () => {
      const host = freshHost()
      await put('tokens', host, tokens(token('a')))
      const many = HITS.perToken + 20
      const flood = (path: (index: number) => string) =>
        Promise.all(Array.from({ length: many }, (_, index) => get(host, path(index))))
      const answers = await flood(() => pathOf(token('a')))
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
      await waitForHits(host, HITS.perToken)
      await flood((index) => pathOf(`${index}`.padStart(43, 'g')))
      const seen = await hitsOf(host)
      const count = (result: Hit['result']) => seen.filter((each) => each.result === result).length
      expect(count('answered')).toBe(HITS.perToken)
      expect(count('unknown')).toBeLessThanOrEqual(HITS.others)
    })

    test('is forgotten with the host, and nothing that comes late stays', async () => {
      const host = freshHost()
      await configure(host, {})
      await put('tokens', host, tokens(token('a')))
      await get(host, pathOf(token('a')))
      await waitForHits(host, 1)
      await put('tokens', host, null)
      await put('config', host, null)
      expect(await hitsOf(host)).toEqual([])
      await get(host, pathOf(token('a')))
      // Whatever is noted after this one was noted after that one.
      const next = freshHost()
      await put('tokens', next, tokens(token('b')))
      await get(next, pathOf(token('b')))
      await waitForHits(next, 1)
      expect(await hitsOf(host)).toEqual([])
    })
  })
}
