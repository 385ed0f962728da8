# Starts and stops the servers, all on one CPU. Sourced by script/bench.
# A start_… function leaves the process in the array `pids` under the server's name; it fails when that server is not to be had.

declare -A pids=()

on_server_cpu() { exec taskset -c "$server_cpu" "$@"; }

# Waits until a server answers anything over TLS: answers NAME PORT
answers() {
    local turn
    for ((turn = 0; turn < 150; turn++)); do
        curl -ks --noproxy '*' -m 2 -o /dev/null -H 'Host: localhost' "https://127.0.0.1:$2/" && return 0
        kill -0 "${pids[$1]}" 2>/dev/null || break
        sleep 0.1
    done
    say "$1 does not start: see $work/$1.log"
    unset "pids[$1]"
    return 1
}

start_hikari() { start_ours hikari; }

# The same with its request log, as it is installed.
start_logging() { start_ours logging; }

# With its limits and its log, as strangers meet it.
start_timing() { start_ours timing; }

# With the ordering site beside it.
start_orders() { start_ours orders; }

# With exchanges that ask where calls go, and nobody else.
start_redirect() { start_ours redirect; }

# With devices that register, and nobody else.
start_registrar() { start_ours registrar; }

# As the peer of the row that goes on.
kamailio_row=redirect

start_kamailio() {
    command -v kamailio >/dev/null || return 1
    sed "s|@PORT@|$kamailio_sip_port|" "$tools/$kamailio_row-kamailio.cfg" >"$work/kamailio.cfg"
    (on_server_cpu kamailio -f "$work/kamailio.cfg" -DD -E -m 256 -M 8 -w "$work" -Y "$work") >"$work/kamailio.log" 2>&1 &
    pids[kamailio]=$!
    # It fills its table first.
    local turn
    for ((turn = 0; turn < 20; turn++)); do
        "$work/tools/$kamailio_row-load" "$kamailio_sip_port" 0.5 10 0 1 2>/dev/null | grep -q '^done [1-9]' && return 0
        sleep 0.5
    done
    say "kamailio does not start: see $work/kamailio.log"
    stop kamailio
    return 1
}

port_of_sip() { local name=$1_sip_port; echo "${!name}"; }

# With its limits, as a crowd meets it.
start_flood() { start_ours flood; }

start_ours() {
    [[ -x $program ]] || return 1
    (on_server_cpu "$program" serve --config "$work/$1.conf") >"$work/$1.log" 2>&1 &
    pids[$1]=$!
    answers "$1" "$(port_of "$1")"
}

nginx_configuration() {
    sed -e "s|@WORK@|$work|g; s|@STATIC@|$nginx_port|; s|@DJANGO@|$django_port|" "$tools/nginx.conf" >"$work/nginx.conf"
}

start_nginx() {
    command -v nginx >/dev/null || return 1
    nginx_configuration
    (on_server_cpu nginx -c "$work/nginx.conf" -p "$work") 2>"$work/nginx.log" &
    pids[nginx]=$!
    answers nginx "$nginx_port"
}

start_go() {
    [[ -x $work/tools/bench-go ]] || return 1
    (on_server_cpu "$work/tools/bench-go" "$go_port" "$work") >"$work/go.log" 2>&1 &
    pids[go]=$!
    answers go "$go_port"
}

# gunicorn only: nginx stands before it, and its time counts too.
start_django() {
    command -v gunicorn >/dev/null && [[ ${pids[nginx]:-} ]] || return 1
    (BENCH_WORK=$work on_server_cpu gunicorn -w 1 -b "unix:$work/django.sock" --chdir "$tools/django" app:application) >"$work/django.log" 2>&1 &
    pids[django]=$!
    answers django "$django_port"
}

port_of() { local name=$1_port; echo "${!name}"; }

# The processes whose time a request to that server takes.
processes_of() { if [[ $1 == django ]]; then echo "${pids[django]} ${pids[nginx]}"; else echo "${pids[$1]}"; fi; }

cpu_of() {
    local pid sum=0
    for pid in $(processes_of "$1"); do sum=$((sum + $(python3 "$tools/process.py" cpu "$pid"))); done
    echo "$sum"
}

stop() {
    [[ ${pids[$1]:-} ]] || return 0
    kill "${pids[$1]}" 2>/dev/null || true
    wait "${pids[$1]}" 2>/dev/null || true
    unset "pids[$1]"
}

stop_all() { local name; for name in "${!pids[@]}"; do stop "$name"; done; }
