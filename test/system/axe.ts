import axe from 'axe-core'
import type { Page } from 'playwright-core'

type Violation = {
  readonly id: string
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[]
}

/** What axe finds wrong with a page, rule by rule, each with the first places: WCAG 2.2 AA and axe's best practices; then, in
 *  the other colours, what depends on colours. */
export async function findViolations(page: Page): Promise<readonly string[]> {
  // Not a script element: the page's policy would refuse it, and shall.
  await page.evaluate(axe.source)
  await page.emulateMedia({ colorScheme: 'light' })
  const inLight = await run(page, {})
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.waitForSelector('html[data-mantine-color-scheme=dark]')
  const inDark = await run(page, { runOnly: ['color-contrast', 'link-in-text-block'] })
  await page.emulateMedia({ colorScheme: 'light' })
  return [...inLight, ...inDark.map((each) => `dark: ${each}`)]
}

async function run(page: Page, options: object): Promise<readonly string[]> {
  const violations = await page.evaluate(async (options) => {
    const { axe: checker } = globalThis as unknown as {
      axe: { run(options: object): Promise<{ violations: Violation[] }> }
    }
    return (await checker.run({ resultTypes: ['violations'], ...options })).violations
  }, options)
  return violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes
        .slice(0, 3)
        .map(({ html, failureSummary }) => `${html} ${failureSummary ?? ''}`)
        .join(' | ')}`,
  )
}
