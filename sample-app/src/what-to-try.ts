/** What the application prints at its start. */
export function whatToTry(url: string, adapter: string, store: string): string {
  return `
The sample application listens on ${url} (${adapter}, ${store}). Try:

  # an article: from the store, then from the cache; RateLimit headers say what is left
  curl -i ${url}/articles/1
  curl -i ${url}/articles/1

  # 50 requests a minute are let through, then 429
  for i in $(seq 60); do curl -s -o /dev/null -w '%{http_code} ' ${url}/articles/1; done; echo

  # log in (5 attempts a minute), change an article, log out: the token is refused from then on
  TOKEN=$(curl -s ${url}/auth/login -H 'content-type: application/json' \\
    -d '{"name":"alice","password":"wonderland"}' | sed 's/.*"token":"\\([^"]*\\)".*/\\1/')
  curl -s ${url}/auth/me -H "authorization: Bearer $TOKEN"
  curl -s -X PUT ${url}/articles/1 -H "authorization: Bearer $TOKEN" \\
    -H 'content-type: application/json' -d '{"title":"Hello again","body":"Changed."}'
  curl -i -X POST ${url}/auth/logout -H "authorization: Bearer $TOKEN"
  curl -i ${url}/auth/me -H "authorization: Bearer $TOKEN"

  # a counter in a transaction, and what the cache says about itself
  curl -s -X POST ${url}/visits
  curl -s ${url}/metrics

  # mails are sent in the background by a BullMQ queue; this one comes back, after three attempts
  curl -s ${url}/mails -H 'content-type: application/json' \\
    -d '{"to":"nobody@example.org","subject":"Hello","text":"Are you there?"}'
  sleep 1; curl -s ${url}/mails/1
`;
}
