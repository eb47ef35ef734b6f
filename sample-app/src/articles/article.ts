/** What is written, and kept in the cache as JSON. */
export interface Article {
  readonly id: string;
  readonly title: string;
  readonly body: string;
}
