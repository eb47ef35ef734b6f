/** A mail that waits, or is sent. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}
