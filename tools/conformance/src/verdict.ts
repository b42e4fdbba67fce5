/** The registry does not meet the requirement. The message has the expected and the actual result. */
export class Unmet extends Error {
  override readonly name = "Unmet";
}

/** The requirement cannot be tested with the given inputs. The message names the missing ones. */
export class NotTested extends Error {
  override readonly name = "NotTested";
}

/** The preconditions of the test could not be created, since another requirement is not met. */
export class Blocked extends Error {
  override readonly name = "Blocked";
}
