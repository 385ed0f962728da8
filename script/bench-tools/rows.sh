# One function for each row of figures. Sourced by script/bench.
# Each measurement is a line "row server metric value" of the results; what cannot be measured is a line with "missing".

connections=64

record() { printf '%s\t%s\t%s\t%s\n' "$@" >>"$results"; }

# Starts what is there of the servers named: begin ROW SERVER...
begin() {
    local row=$1 name
    running=()
    shift
    for name in "$@"; do
        if "start_$name"; then running+=("$name"); else record "$row" "$name" missing 1; fi
    done
}

# Runs a load that prints "done N failed N seconds S [name value]...", and records rates and the server's time for each request:
# measure ROW SERVER COMMAND...
measure() {
    local row=$1 name=$2 before after line
    shift 2
    before=$(cpu_of "$name")
    line=$("$@" | grep '^done ' || true)
    after=$(cpu_of "$name")
    [[ $line ]] || { record "$row" "$name" failed 1; return 0; }
    awk -v OFS='\t' -v row="$row" -v name="$name" -v cpu="$((after - before))" '{
        for (i = 1; i < NF; i += 2) value[$i] = $(i + 1)
        print row, name, "failed", value["failed"]
        if (value["done"] == 0) exit
        print row, name, "rate", value["done"] / value["seconds"]
        print row, name, "cpu_us", cpu / 1000 / value["done"]
        print row, name, "busy", cpu / 1e7 / value["seconds"]
        if ("p99_ms" in value) { print row, name, "p50_ms", value["p50_ms"]; print row, name, "p99_ms", value["p99_ms"] }
    }' <<<"$line" >>"$results"
}

load_pages() { # SERVER SECONDS
    local path=/settings arguments=(sid)
    case $1 in
        hikari | logging) path=/bulk-forwarding arguments=(__Host-session "$work/users.txt") ;;
        nginx) path=/page.html ;;
    esac
    wrk -t1 -c"$connections" -d"$2s" -s "$tools/pages.lua" "https://127.0.0.1:$(port_of "$1")$path" -- "${arguments[@]}"
}

row_page() {
    local round name
    begin page hikari logging nginx go django
    if [[ ! -s $work/www/page.html ]]; then # nothing to send that would be the same
        record page nginx missing 1
        running=(${running[@]/nginx/})
    fi
    for name in "${running[@]}"; do load_pages "$name" 1 >/dev/null; done
    for ((round = 0; round < rounds; round++)); do
        for name in "${running[@]}"; do measure page "$name" load_pages "$name" "$seconds"; done
    done
    if [[ -s $work/www/page.html ]]; then record page hikari bytes "$(stat -c %s "$work/www/page.html")"; fi
}

load_file() { # SERVER SECONDS
    wrk -t1 -c"$connections" -d"$2s" -s "$tools/pages.lua" "https://127.0.0.1:$(port_of "$1")/style.css"
}

row_static() {
    local round name
    begin static hikari nginx
    for name in "${running[@]}"; do load_file "$name" 1 >/dev/null; done
    for ((round = 0; round < rounds; round++)); do
        for name in "${running[@]}"; do measure static "$name" load_file "$name" "$seconds"; done
    done
    record static hikari bytes "$(stat -c %s "$work/www/style.css")"
}

row_handshakes() {
    local round name kind
    begin handshakes-full hikari nginx
    begin_also handshakes-resume
    for ((round = 0; round < rounds; round++)); do
        for kind in full resume; do
            for name in "${running[@]}"; do
                measure handshakes-$kind "$name" \
                    "$work/tools/tls-connections" $kind "$(port_of "$name")" /favicon.svg 8 "$seconds"
            done
        done
    done
}

# The same servers are missing in a second row.
begin_also() {
    local name
    for name in hikari nginx; do [[ " ${running[*]} " == *" $name "* ]] || record "$1" "$name" missing 1; done
}

# Twenty people sign in without pause while the page is measured.
row_busy() {
    local round signing
    begin busy hikari
    ((${#running[@]})) || return 0
    for ((round = 0; round < rounds; round++)); do
        "$work/tools/tls-forms" sign-in "$hikari_port" 20 $((seconds + 1)) "$work/users.txt" >"$work/busy.txt" &
        signing=$!
        sleep 0.5
        measure busy hikari load_pages hikari "$seconds"
        wait "$signing"
        record busy hikari sign_ins "$(awk '{print $2 / $6}' "$work/busy.txt")"
    done
}

# A server that has served nothing yet, ten thousand connections with one page each, and what each of them costs.
hold_connections() { # SERVER COUNT PATH COOKIES
    local before after sockets up holder input
    "start_$1" || { record memory "$1" missing 1; return 0; }
    before=$(pss_of "$1")
    sockets=$(sockets_of "$1")
    coproc HOLDER { exec "$work/tools/tls-connections" hold "$(port_of "$1")" "$3" "$2" "$4"; }
    holder=$HOLDER_PID input=${HOLDER[1]}
    read -r -u "${HOLDER[0]}" _ up
    sleep 1
    after=$(pss_of "$1")
    sockets=$(($(sockets_of "$1") - sockets))
    record memory "$1" connections "$sockets"
    # Fewer are open where opening them took longer than an idle one may stay: then the figure would flatter.
    if ((up == $2 && sockets >= up * 99 / 100)); then
        record memory "$1" kib "$(awk "BEGIN {print ($after - $before) / $sockets}")"
    else
        record memory "$1" failed $(($2 - sockets))
    fi
    exec {input}>&-
    wait "$holder" || true
    stop "$1"
}

pss_of() { python3 "$tools/process.py" memory "${pids[$1]}" | cut -d' ' -f2; }
sockets_of() { python3 "$tools/process.py" sockets "${pids[$1]}"; }

row_memory() {
    local round
    for ((round = 0; round < (rounds > 3 ? 3 : rounds); round++)); do
        hold_connections hikari 10000 /bulk-forwarding "${page_cookie:-none=0}"
        hold_connections nginx 10000 /style.css none=0
    done
}

first_page() { # SERVER PATH COOKIES COMMAND...
    local name=$1 path=$2 cookies=$3 line
    shift 3
    line=$("$work/tools/tls-connections" first "$(port_of "$name")" "$path" "$cookies" -- taskset -c "$server_cpu" "$@" 2>/dev/null)
    if [[ $line == *'status 200' ]]; then
        record start "$name" first_page_ms "$(cut -d' ' -f4 <<<"$line")"
    else
        record start "$name" failed 1
    fi
}

row_start() {
    local round memory
    for ((round = 0; round < rounds; round++)); do
        if [[ ! -s $work/www/page.html ]]; then
            record start hikari missing 1
        else
            first_page hikari /bulk-forwarding "$page_cookie" "$program" serve --config "$work/hikari.conf"
            start_hikari
            curl -ks --noproxy '*' -o /dev/null -H "Cookie: $page_cookie" -H 'Host: localhost' "https://127.0.0.1:$hikari_port/bulk-forwarding"
            sleep 1
            memory=$(python3 "$tools/process.py" memory "${pids[hikari]}")
            record start hikari rss_mib "$(awk '{print $1 / 1024}' <<<"$memory")"
            record start hikari pss_mib "$(awk '{print $2 / 1024}' <<<"$memory")"
            stop hikari
        fi
        nginx_configuration
        first_page nginx /style.css none=0 nginx -c "$work/nginx.conf" -p "$work"
        first_page go /settings "sid=tok$(printf %029d 1)" "$work/tools/bench-go" "$go_port" "$work"
    done
}

load_saves() { # SERVER SECONDS
    if [[ $1 == hikari ]]; then
        "$work/tools/tls-forms" save "$hikari_port" 64 "$2" "$work/users.txt"
    else
        "$work/tools/tls-forms" peer-save "$(port_of "$1")" 64 "$2"
    fi
}

row_saves() {
    local round name
    begin saves nginx hikari go django
    for ((round = 0; round < rounds; round++)); do
        for name in "${running[@]}"; do
            [[ $name == nginx ]] || measure saves "$name" load_saves "$name" "$seconds"
        done
    done
}

row_upload() {
    local round line
    begin upload hikari
    ((${#running[@]})) || return 0
    for ((round = 0; round < rounds; round++)); do
        line=$(python3 "$tools/upload.py" "$hikari_port" "$work/users.txt") || { record upload hikari failed 1; continue; }
        record upload hikari preview_ms "$(cut -d' ' -f2 <<<"$line")"
        record upload hikari apply_ms "$(cut -d' ' -f4 <<<"$line")"
    done
}

row_sign-ins() {
    local round limit length=$((seconds > 1 ? seconds * 2 : 1))
    begin sign-ins hikari
    for ((round = 0; round < rounds; round++)); do
        limit=$(taskset -c "$server_cpu" "$work/tools/scrypt-limit" $length)
        record sign-ins scrypt rate "$(awk '{print $2 / $6}' <<<"$limit")"
        record sign-ins scrypt cpu_us "$(awk '{print $8 * 1e6 / $2}' <<<"$limit")"
        ((${#running[@]})) || continue
        measure sign-ins hikari "$work/tools/tls-forms" sign-in "$hikari_port" 8 $length "$work/users.txt"
    done
}

# With both processors, as a flood is met: people alone, people beside 160 addresses that send wrong sign-ins, and everybody at once.
row_flood() {
    local name line length=60 count=2000 within=60
    ((seconds > 1)) || length=12 count=100 within=5
    [[ ! -s $work/data/hikari.sqlite ]] || server_cpu=0-$load_cpu begin flood-quiet flood
    [[ ${pids[flood]:-} ]] || { record flood-quiet hikari missing 1; return 0; }
    for name in quiet flood rush; do
        if [[ $name == rush ]]; then
            # What the flood has left would take minutes.
            stop flood
            server_cpu=0-$load_cpu start_flood || { record flood-rush hikari missing 1; continue; }
            line=$(python3 "$tools/flood.py" rush "$flood_port" "${pids[flood]}" "$count" "$within")
        else
            line=$(python3 "$tools/flood.py" "$name" "$flood_port" "${pids[flood]}" "$length")
        fi || { record "flood-$name" hikari failed 1; continue; }
        while read -r line; do record "flood-$name" hikari $line; done <<<"$line"
    done
}

# More than may be open: those who say nothing are to keep nobody out.
row_silent() {
    local round line
    begin silent hikari
    ((${#running[@]})) || return 0
    for ((round = 0; round < (rounds > 3 ? 3 : rounds); round++)); do
        line=$(python3 "$tools/silent.py" "$hikari_port") || { record silent hikari missing 1; continue; }
        while read -r line; do record silent hikari $line; done <<<"$line"
    done
}

row_timing() {
    [[ ! -s $work/data/hikari.sqlite ]] || python3 "$tools/timing.py" seed "$work/data/hikari.sqlite" "$tries"
    begin timing timing
    ((${#running[@]})) || return 0
    python3 "$tools/timing.py" try "$timing_port" "$tries" "$results" || record timing timing failed 1
}

# In virtual time, with many seeds (--quick: few).
row_detection() {
    local many=(30 5000000)
    ((seconds > 1)) || many=(3 100000)
    "$tools/detection.sh" "$(dirname "$program")" "$work/detection" "${many[@]}" >"$work/detection.txt" ||
        { record detection hikari failed 1; return; }
    while read -r line; do record detection hikari $line; done <"$work/detection.txt"
}

# Once for each size: two rounds of calls and a half, of 120 s each (--quick: of 20 s, the small size only), then a district that dies.
row_monitor() {
    local lines line interval=120 sizes=(7000 100000)
    ((seconds > 1)) || interval=20 sizes=(7000)
    for lines in "${sizes[@]}"; do
        [[ -x $program ]] || { record "monitor-$lines" hikari missing 1; continue; }
        record "monitor-$lines" hikari interval "$interval"
        python3 "$tools/monitor.py" "$program" "$root" "$work/lines-$lines" "$lines" "$interval" "$server_cpu" >"$work/lines.txt" ||
            { record "monitor-$lines" hikari failed 1; continue; }
        while read -r line; do record "monitor-$lines" hikari $line; done <"$work/lines.txt"
        rm -rf "$work/lines-$lines"
    done
}

# Once, however many rounds there are: it takes as long as 6,999 hashes on one core do.
row_passwords() {
    local limit line count=6999
    ((seconds > 1)) || count=200
    begin passwords hikari
    limit=$(taskset -c "$server_cpu" "$work/tools/scrypt-limit" "$seconds")
    record passwords scrypt rate "$(awk '{print $2 / $6}' <<<"$limit")"
    ((${#running[@]})) || return 0
    record passwords hikari count "$count"
    python3 "$tools/passwords.py" "$hikari_port" "$work/users.txt" "${pids[hikari]}" "$count" >"$work/passwords.txt" ||
        { record passwords hikari failed 1; return 0; }
    while read -r line; do record passwords hikari $line; done <"$work/passwords.txt"
}

# The ordering site: a long history first, then many orders at once.
row_orders() {
    local line history=1000000 crowd=10000
    ((seconds > 1)) || history=10000 crowd=100
    [[ -s $work/orders/hikari.sqlite ]] || { record orders-history hikari missing 1; return 0; }
    python3 "$tools/orders.py" seed "$work/orders/hikari.sqlite" "$history"
    start_orders || { record orders-history hikari missing 1; return 0; }
    measure_orders orders-history pages "$ordering_port" $((seconds * 5))
    measure_orders orders-obey obey "$ordering_port" "$redirect_sip_port" $((seconds > 1 ? 500 : 20))
    measure_orders orders-file file "$ordering_port" 1500
    measure_orders orders-crowd accept "$ordering_port" "$work/orders/hikari.sqlite" "$crowd"
}

measure_orders() { # ROW, then the words of orders.py
    local line row=$1
    shift
    python3 "$tools/orders.py" "$@" >"$work/orders.txt" || { record "$row" hikari failed 1; return 0; }
    while read -r line; do record "$row" hikari $line; done <"$work/orders.txt"
}

# Where calls go, asked by SIP: our redirect server beside Kamailio, one core each; then what its numbers cost, and what a change takes.
row_redirect() {
    measure_redirect
    # Ours has another configuration, and is the same program.
    sed -i 's/^\(redirect[^\t]*\)\tredirect\t/\1\thikari\t/' "$results"
}

measure_redirect() {
    local round name rate line count=1000000 load=$work/tools/redirect-load
    [[ -s $work/data/hikari.sqlite ]] || { record redirect hikari missing 1; return 0; }
    # Its people are those of the page's row.
    cp "$work/users.txt" "$work/redirect/"
    cp "$work/data/hikari.sqlite" "$work/redirect/"
    python3 "$tools/redirect.py" seed "$work/redirect/hikari.sqlite" 1000 100
    begin redirect redirect kamailio
    for name in "${running[@]}"; do "$load" "$(port_of_sip "$name")" 1 0 128 100000 >/dev/null; done
    for ((round = 0; round < rounds; round++)); do
        for name in "${running[@]}"; do measure redirect "$name" "$load" "$(port_of_sip "$name")" "$seconds" 0 128 100000; done
    done
    # Each at half of its own rate: what a machine that is not ours alone does to answers it does to both.
    for ((round = 0; round < rounds; round++)); do
        for name in "${running[@]}"; do
            rate=$(awk -F'\t' -v name="$name" '$1 == "redirect" && $2 == name && $3 == "rate" {print int($4 / 2)}' "$results" | sort -n | head -1)
            [[ ! $rate ]] || measure redirect-half "$name" "$load" "$(port_of_sip "$name")" "$seconds" "$rate" 0 100000
        done
    done
    # Its timers walk through its table now and then, on the core that the next rows measure.
    stop kamailio
    [[ ${pids[redirect]:-} ]] || return 0
    stop redirect
    server_cpu=0-$load_cpu start_redirect || return 0
    python3 "$tools/redirect.py" obey "$redirect_port" "$redirect_sip_port" "$work/redirect/users.txt" $((seconds > 1 ? 500 : 20)) >"$work/redirect.txt" &&
        while read -r line; do record redirect-obey redirect $line; done <"$work/redirect.txt"
    "$load" "$redirect_sip_port" $((seconds * 3 + 1)) 0 128 100000 >/dev/null &
    python3 "$tools/redirect.py" pages "$redirect_port" "$work/redirect/users.txt" $((seconds * 3)) >"$work/redirect.txt" &&
        while read -r line; do record redirect-pages redirect $line; done <"$work/redirect.txt"
    wait $!
    stop redirect
    start_of_redirect redirect-few
    python3 "$tools/redirect.py" seed "$work/redirect-many/hikari.sqlite" 100000 $((count / 100000))
    start_of_redirect redirect-many
    line=$(awk -F'\t' '$3 == "rss_mib" && $1 == "redirect-few" {few = $4} $3 == "rss_mib" && $1 == "redirect-many" {many = $4}
        END {if (few && many) print many - few}' "$results")
    [[ ! $line ]] || record redirect-many redirect numbers_mib "$line"
}

# Devices that register: our registrar beside Kamailio's, one core each. Ours looks up a password of its own for each of them and keeps
# contacts over a new start, Kamailio has one password for all and keeps nothing.
row_registrar() {
    local kamailio_row=registrar round name before after count=$((seconds > 1 ? 100000 : 10000)) load=$work/tools/registrar-load
    "$work/tools/extension-secrets" "$work/registrar/server.key" "$count" |
        python3 -c 'import sqlite3, sys; sqlite3.connect(sys.argv[1]).executescript(sys.stdin.read())' "$work/registrar/hikari.sqlite" ||
        { record registrar hikari missing 1; return 0; }
    begin registrar registrar kamailio
    for name in "${running[@]}"; do
        before=$(pss_of "$name")
        measure registrar-first "$name" "$load" "$(port_of_sip "$name")" 0 0 128 "$count"
        # What is kept is on its way to the disk.
        sleep 4
        after=$(pss_of "$name")
        record registrar-first "$name" contact_kib "$(awk "BEGIN {print ($after - $before) / $count}")"
    done
    for ((round = 0; round < rounds; round++)); do
        for name in "${running[@]}"; do measure registrar "$name" "$load" "$(port_of_sip "$name")" "$seconds" 0 128 "$count"; done
    done
    sed -i 's/^\(registrar[^\t]*\)\tregistrar\t/\1\thikari\t/' "$results"
}

pss_of() { python3 "$tools/process.py" memory "${pids[$1]}" | awk '{print $2}'; }

# From start to the first answer, and the memory then: of a folder with few numbers, and of one with a million.
start_of_redirect() { # FOLDER
    local line round
    for ((round = 0; round < (rounds > 3 ? 3 : rounds); round++)); do
        sed "s|^data = .*|data = $work/$1|" "$work/redirect.conf" >"$work/start.conf"
        python3 "$tools/redirect.py" start "$redirect_sip_port" taskset -c "$server_cpu" "$program" serve --config "$work/start.conf" >"$work/redirect.txt" ||
            { record "$1" redirect failed 1; continue; }
        while read -r line; do record "$1" redirect $line; done <"$work/redirect.txt"
    done
}
