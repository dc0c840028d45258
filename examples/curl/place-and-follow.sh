#!/usr/bin/env bash
# Places an order and follows it, with curl and nothing else. Needs GATEWAY_KEY; GATEWAY_URL is that of `npm start`.
set -euo pipefail
url=${GATEWAY_URL:-http://localhost:3000}
key=${GATEWAY_KEY:?the key of a client, such as that in .data/client-key}

# One key for each order, kept beside what is bought: a request that is repeated with it is the same order.
order_key="example-$(date +%s)-$$"
answer=$(mktemp)
trap 'rm -f "$answer" "$answer.headers"' EXIT

# $1 method, $2 path, then more arguments of curl: the body goes to $answer; prints the status.
# --retry repeats what got no answer and 408, 429, 500, 502, 503, 504, and waits as long as Retry-After says.
call() {
  local method=$1 path=$2
  shift 2
  curl --silent --show-error --retry 3 --retry-connrefused --request "$method" "$url$path" \
    --header "Authorization: Bearer $key" --output "$answer" --dump-header "$answer.headers" \
    --write-out '%{http_code}' "$@"
}

# The first value of a member of $answer; a real script would use jq.
member() { sed -nE "s/^.*\"$1\": ?\"([^\"]*)\".*$/\1/p" "$answer" | head -n 1; }

order=$(
  cat <<JSON
{
  "certificateType": "organization",
  "provisioning": { "method": "deferred" },
  "organization": {
    "name": "Example $order_key",
    "address": { "line1": "Elm Street 12", "city": "Los Angeles", "stateOrProvince": "CA", "postalCode": "90002",
                 "country": "US" }
  },
  "applicant": { "jobTitle": "Ms", "firstName": "Maria", "lastName": "Doe", "email": "maria.doe@example.com" }
}
JSON
)

# 202: the order is safe. A 4xx is a problem (RFC 9457) that says what to change.
status=$(call POST /v1/orders --header "Idempotency-Key: $order_key" --header 'Content-Type: application/json' \
  --data "$order")
if [ "$status" != 202 ]; then
  cat "$answer" >&2
  exit 1
fi
# Location: /v1/orders/ord_…
path=$(sed -nE 's/^[Ll]ocation: *([^[:cntrl:]]+).*$/\1/p' "$answer.headers")
echo "accepted ${path##*/}"

# 202: not yet; 200: placed; anything else: the problem that stopped it.
while status=$(call GET "$path/result") && [ "$status" = 202 ]; do
  sleep "$(sed -nE 's/^[Rr]etry-[Aa]fter: *([0-9]+).*$/\1/p' "$answer.headers")"
done
if [ "$status" != 200 ]; then
  cat "$answer" >&2
  exit 1
fi
echo "placed   Sectigo order number $(member orderNumber), cost $(member cost)"
