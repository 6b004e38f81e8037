/**
 * How surely a person was identified when they signed in (`acr`, *tillitsnivå*): what the identity provider
 * says, and of what this deployment needs one for a step that is sealed by it. Nothing needed is enough.
 */
export class Assurance {
  static readonly notNeeded = new Assurance([], []);

  constructor(
    readonly given: readonly string[],
    readonly needed: readonly string[],
  ) {}

  get suffices(): boolean {
    return this.needed.length === 0 || this.needed.some((value) => this.given.includes(value));
  }
}
