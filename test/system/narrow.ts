import type { Page } from 'playwright-core'

const NARROW = { width: 360, height: 740 }

/** Runs in the page, where there is a document: what is outside, cut or crooked, each with its first words. */
const LOOK = `(async () => {
  // As it is painted by then.
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
  const tell = (what, each) =>
    what + ': <' + each.tagName.toLowerCase() + ' class="' + each.className + '"> ' + each.textContent.slice(0, 60)
  const seen = [...document.querySelectorAll('body *')].filter(
    (each) =>
      each.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
      each.clientWidth > 1 &&
      each.clientHeight > 1 &&
      // Shown to whoever goes there by keyboard, or read out only.
      !each.matches('.skip, .skip *, .unseen, .stacks thead *, input[type=checkbox], input[type=radio]'),
  )
  const outside = seen.filter((each) => {
    const { left, right } = each.getBoundingClientRect()
    return left < -1 || right > innerWidth + 1
  })
  const cut = seen.filter(
    (each) =>
      each.textContent.trim() !== '' &&
      getComputedStyle(each).overflowX !== 'visible' &&
      (each.scrollWidth > each.clientWidth + 1 ||
        // A dialog that is longer than the window is scrolled.
        (each.scrollHeight > each.clientHeight + 1 && !each.matches('[role=dialog]'))) &&
      // A field scrolls with what is typed; facts are shown as they came.
      !each.matches('html, body, input, textarea, select, pre'),
  )
  const crooked = [...document.querySelectorAll('.mantine-Button-root')].filter((button) => {
    const label = button.querySelector('.mantine-Button-label').getBoundingClientRect()
    const { top, bottom } = button.getBoundingClientRect()
    return bottom > top && Math.abs(label.top + label.bottom - top - bottom) > 3
  })
  return [
    ...(document.documentElement.scrollWidth > innerWidth ? ['the page scrolls sideways'] : []),
    ...outside.map((each) => tell('outside', each)),
    ...cut.map((each) => tell('cut', each)),
    ...crooked.map((each) => tell('not centred', each)),
  ]
})()`

/** What of a page is cut, lies outside, scrolls sideways or stands crooked where there are 360 pixels; the window is as it was
 *  afterwards. */
export async function findCut(page: Page): Promise<readonly string[]> {
  const before = page.viewportSize()
  await page.setViewportSize(NARROW)
  const found: readonly string[] = await page.evaluate(LOOK)
  if (before) await page.setViewportSize(before)
  return found
}
