import { Anchor, Button, createTheme, Modal, Tooltip, type MantineColorsTuple } from '@mantine/core'

/** Dark enough for white text from shade 7 on, and for text on white (WCAG 1.4.3). */
const pine: MantineColorsTuple = [
  '#effaf7',
  '#dcf1ec',
  '#b6e2d8',
  '#8bd2c2',
  '#5fbfac',
  '#37a892',
  '#1c8a77',
  '#0f766e',
  '#0b5f59',
  '#084a45',
]

/** As in the library, but that white on red, and red and amber on their own light grounds, can be read (WCAG 1.4.3). */
const red: MantineColorsTuple = [
  '#fff5f5',
  '#ffe3e3',
  '#ffc9c9',
  '#ffa8a8',
  '#ff8787',
  '#ff6b6b',
  '#e03b32',
  '#b8261f',
  '#9c1f19',
  '#8f1d16',
]
const yellow: MantineColorsTuple = [
  '#fff9db',
  '#fff3bf',
  '#ffec99',
  '#ffe066',
  '#ffd43b',
  '#fcc419',
  '#fab005',
  '#8a5b00',
  '#7a5000',
  '#6e4a00',
]

/** Tips are for the keyboard and for fingers too. */
const EVERY_WAY = { hover: true, focus: true, touch: true }

export const theme = createTheme({
  primaryColor: 'pine',
  primaryShade: { light: 7, dark: 7 },
  colors: { pine, red, yellow },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  headings: { fontWeight: '600' },
  components: {
    // Colour alone does not tell a link (WCAG 1.4.1).
    Anchor: Anchor.extend({ defaultProps: { underline: 'always' } }),
    // Its own style element would need the nonce from elsewhere; a page that can be scrolled behind does no harm.
    Modal: Modal.extend({
      defaultProps: {
        lockScroll: false,
        centered: true,
        overlayProps: { blur: 2 },
        closeButtonProps: { 'aria-label': 'Close' },
        // Its header element would be a second banner of the page.
        attributes: { header: { role: 'none' } },
      },
      styles: { title: { fontWeight: 600 } },
    }),
    Tooltip: Tooltip.extend({
      defaultProps: { multiline: true, maw: 340, withArrow: true, events: EVERY_WAY },
    }),
    Button: Button.extend({
      defaultProps: { size: 'sm' },
      // Long names go on in a second line, and a link that looks like a button is centred like one.
      styles: {
        root: {
          display: 'inline-flex',
          alignItems: 'center',
          justifyContent: 'center',
          height: 'auto',
          minHeight: 'var(--button-height)',
          paddingBlock: '3px',
        },
        inner: { height: 'auto' },
        label: {
          whiteSpace: 'normal',
          height: 'auto',
          overflow: 'visible',
          lineHeight: 1.3,
          textAlign: 'center',
        },
      },
    }),
  },
})
