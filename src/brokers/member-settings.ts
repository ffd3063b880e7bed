/** What a member of a broker's deployment is set to. */
export interface MemberSettings {
  /** Its service. */
  readonly member: string;
  /** Under which name plan/settings.yaml says what its settings may be. */
  readonly of: string;
  /** The same of what is otherwise where it runs, which has the last word. */
  readonly over?: string;
  /** In force, by name. Passwords are among them: never print it whole. */
  readonly settings: Readonly<Record<string, string>>;
  /** What it would have by itself; absent where a setting is only there once somebody sets it. */
  readonly defaults?: Readonly<Record<string, string>>;
}
