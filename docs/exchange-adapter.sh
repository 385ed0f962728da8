#!/bin/sh
# A program of a real exchange, as small as it can be: it fetches orders, has each carried out by a command, and says what became of it.
# It keeps nothing: killed at any point and started again it goes on where the site says that the orders stand.
#
#   exchange-adapter.sh http://127.0.0.1:8080 TOKEN-FILE COMMAND
#
# COMMAND gets an order as JSON on its standard input and ends with 0 when it is done, with anything else when it is not and everything is
# as before. It may be given the same order again. Orders with numbers from other carriers, and equipment work, are left to people.
set -u
base=$1 token_file=$2 command=$3
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 0' INT TERM

# The token goes through a file that only we can read: arguments can be seen by everybody.
umask 077
printf 'header = "Authorization: Bearer %s"\n' "$(cat "$token_file")" >"$work/token"

get() { curl --silent --show-error --fail --max-time 45 --config "$work/token" "$base$1"; }

# - $1 method, $2 path, $3 body. Ends with 1 where the site does not answer so.
send() {
    : >"$work/answer"
    curl --silent --show-error --fail-with-body --max-time 45 --config "$work/token" --output "$work/answer" \
        --request "$1" --header 'Content-Type: application/json' --data "$3" "$base$2" && return 0
    echo "$1 $2 $(jq --raw-output '"\(.status) \(.code): \(.detail)"' "$work/answer" 2>/dev/null)" >&2
    return 1
}

say() { send PATCH "/productOrder/$1" "$2"; }

carryOut() {
    order=$(get "/productOrder/$1") || return 1
    if echo "$order" | sh -c "$command"; then
        say "$1" '{"state":"completed"}'
    else
        say "$1" '{"state":"failed","failure":"equipment"}'
    fi
}

# Orders in that state whose time has come (due), or has not (later); those of numbers from other carriers are not ours.
orders() {
    after=''
    while get "/productOrder?state=$1&limit=10$after" >"$work/orders" && [ "$(jq length "$work/orders")" -gt 0 ]; do
        jq --raw-output --arg wanted "$2" --argjson now "$(date +%s)" '.[]
            | select(all(.productOrderItem[]; .product.donor == null))
            | select(((.requestedStartDate // "1970-01-01T09:00:00+09:00")
                | sub("\\+09:00$"; "Z") | fromdateiso8601 - 32400 <= $now) == ($wanted == "due"))
            | .id' "$work/orders"
        after="&after=$(jq --raw-output '.[-1].id' "$work/orders")"
    done
}

cancellations() {
    get '/cancelProductOrder?state=acknowledged' >"$work/asked" || return 1
    for id in $(jq --raw-output '.[].id' "$work/asked"); do
        send POST /cancelProductOrder "{\"productOrder\":{\"id\":\"$id\"},\"state\":\"done\"}"
    done
}

# What a run before this one has begun comes first.
while true; do
    cancellations || { sleep 5; continue; }
    for id in $(orders inProgress due); do carryOut "$id"; done
    for id in $(orders pending due; orders acknowledged due); do
        say "$id" '{"state":"inProgress"}' && carryOut "$id"
    done
    for id in $(orders acknowledged later); do say "$id" '{"state":"pending"}'; done
    get '/productOrder?state=acknowledged&limit=1&wait=5' >/dev/null
    sleep 1
done
