/** What a PoP has said that it can do. */
export type Abilities = {
  /** The options it applies, by name. */
  readonly options: readonly string[]
  /** It can ask an origin under any Host. */
  readonly anyHost: boolean
  /** It can tell a visitor's country. */
  readonly countries: boolean
  readonly tls: boolean
}

export type PopAbilitiesStore = {
  /** Replaces what this PoP said before. */
  saveAbilities(pop: string, abilities: Abilities): Promise<void>
  /** By PoP; one that was never heard of is missing. */
  abilities(): Promise<ReadonlyMap<string, Abilities>>
}
