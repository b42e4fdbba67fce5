/** The registry does not do what the requirement asks. The message says what was expected and what came. */
export class Unmet extends Error {
  override readonly name = "Unmet";
}

/** The requirement cannot be tested with the inputs given; the message says what would be needed. */
export class NotTested extends Error {
  override readonly name = "NotTested";
}

/** What has to be there before the requirement can be checked could not be made: another requirement is not met. */
export class Blocked extends Error {
  override readonly name = "Blocked";
}
