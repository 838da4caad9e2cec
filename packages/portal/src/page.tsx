import { lazy, useState, type ComponentType } from 'react'

type Page<props> = ComponentType<props> & { readonly fetch: () => Promise<unknown> }

/** A page whose file is fetched when it is first gone to, or before. Once it is there it is drawn at once: what is lazy, React shows
 *  after 300 milliseconds at the earliest, wherever something else stood there. */
export function pageFrom<props extends object>(load: () => Promise<ComponentType<props>>): Page<props> {
  let loaded: ComponentType<props> | null = null
  const fetch = async (): Promise<{ readonly default: ComponentType<props> }> => {
    loaded = await load()
    return { default: loaded }
  }
  const Lazy = lazy(fetch)
  function Fetched(given: props) {
    // As it was when it was put there: another component would begin anew.
    const [Component] = useState<ComponentType<props>>(() => loaded ?? (Lazy as ComponentType<props>))
    return <Component {...given} />
  }
  return Object.assign(Fetched, { fetch })
}
