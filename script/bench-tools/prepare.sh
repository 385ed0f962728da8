# Everything before the first measurement. Sourced by script/bench.

packages=(nginx-light wrk golang-go golang-github-mattn-go-sqlite3-dev gunicorn python3-django libssl-dev gcc libc6-dev openssl curl iproute2)

say() { echo "$@" >&2; }

prepare() {
    local load
    load=$(cut -d' ' -f1-3 /proc/loadavg) # now: building is load too
    refuse_taken_ports
    rm -rf "$work"
    mkdir -p "$work/www" "$work/tools"
    : >"$results"
    ulimit -n "$(ulimit -Hn)"
    taskset -cp "$load_cpu" $$ >/dev/null
    install_peers
    build_tools
    build_server
    describe_machine
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj /CN=localhost \
        -addext subjectAltName=DNS:localhost,IP:127.0.0.1 -keyout "$work/key.pem" -out "$work/certificate.pem" 2>/dev/null
    cp "$root"/Public/* "$work/www/"
    python3 "$tools/seed-peers.py" "$work/peers.sqlite"
    seed_server
}

install_peers() {
    local missing
    missing=$(dpkg-query -W -f '${Package} ${db:Status-Abbrev}\n' "${packages[@]}" 2>/dev/null | awk '$2 == "ii" {print $1}' |
        grep -vxFf - <(printf '%s\n' "${packages[@]}") || true)
    [[ $missing ]] || return 0
    if [[ $installs == no || $(id -u) != 0 ]]; then
        say "not installed: ${missing//$'\n'/ } (rows that need them are not measured)"
        return 0
    fi
    say "installing from Debian: ${missing//$'\n'/ }"
    apt-get install -y -qq --no-install-recommends $missing >/dev/null 2>"$work/apt.log" ||
        say "could not install them: $(tail -1 "$work/apt.log") (after apt-get update?)"
}

build_tools() {
    local name
    for name in tls-connections tls-forms scrypt-limit redirect-load registrar-load extension-secrets; do
        gcc -O2 "$tools/$name.c" -o "$work/tools/$name" -lssl -lcrypto -lpthread
    done
    (cd "$tools/go" && GO111MODULE=off GOPATH=/usr/share/gocode go build -o "$work/tools/bench-go" .) || true
}

build_server() {
    if [[ ! $program ]]; then
        say 'building hikari (release)'
        taskset -c "0-$load_cpu" swift build --package-path "$root" -c release --product hikari --static-swift-stdlib >"$work/build.log" 2>&1 ||
            { say "the build failed: see $work/build.log"; return 0; }
        program=$root/.build/release/hikari
    fi
    configure "$hikari_port" off >"$work/hikari.conf"
    configure "$logging_port" on >"$work/logging.conf"
    configure "$flood_port" off | grep -v '^sign-in' >"$work/flood.conf"
    { configure "$redirect_port" off | sed "s|^data = .*|data = $work/redirect|"
        printf 'sip.redirect-listen = 127.0.0.1:%s\nsip.redirect-domain = ims.example.jp\nsip.redirect-requests-per-second = 10000000\n' "$redirect_sip_port"
    } >"$work/redirect.conf"
    { configure "$registrar_port" off | sed "s|^data = .*|data = $work/registrar|"
        printf 'exchange.sip-listen = 127.0.0.1:%s\nexchange.sip-realm = orders.example.jp\nexchange.sip-requests-per-second = 10000000\n' "$registrar_sip_port"
    } >"$work/registrar.conf"
    { configure "$orders_port" off | sed "s|^data = .*|data = $work/orders|"
        printf 'ordering.listen = 127.0.0.1:%s\nordering.origin = https://localhost:%s\nexchange.seconds = 0-1\nordering.hours = 0-24\nsip.redirect-listen = 127.0.0.1:%s\n' "$ordering_port" "$ordering_port" "$redirect_sip_port"
    } >"$work/orders.conf"
    configure "$timing_port" on | grep -v '^sign-in' >"$work/timing.conf"
}

configure() { # PORT on|off: whether each request is logged; the peers here log none
    cat <<CONF
listen = 127.0.0.1:$1
origin = https://localhost:$1
data = $work/data
certificate = $work/certificate.pem
certificate-key = $work/key.pem
home = $root
log.requests = $2
session.idle-minutes = 300
sign-in.attempts-per-minute = 1000000
connections.per-address = 10000
CONF
}

# Another run, or a server that somebody else started, would be measured in our place.
refuse_taken_ports() {
    local taken
    taken=$(ss -Hltn | awk '{print $4}' | grep -E ":($hikari_port|$nginx_port|$django_port|$go_port|$logging_port|$orders_port|$ordering_port)$" || true)
    [[ ! $taken ]] || { say "script/bench: in use: ${taken//$'\n'/ } (another run? BENCH_PORT=N takes others)"; exit 1; }
}

# The program makes its database itself; people and destinations are then written into it.
seed_server() {
    local folder
    start_hikari || return 0
    stop_all
    for folder in redirect redirect-few redirect-many registrar orders; do
        mkdir -p "$work/$folder"
        chmod 700 "$work/$folder"
        cp "$work"/data/* "$work/$folder/"
    done
    python3 "$tools/redirect.py" seed "$work/redirect-few/hikari.sqlite" 1 1
    python3 "$tools/seed.py" "$work/data/hikari.sqlite" "$work/users.txt"
    page_cookie="__Host-session=$(awk 'NR == 1 {print $2}' "$work/users.txt")"
    start_hikari
    curl -ksf --noproxy '*' -H "Cookie: $page_cookie" -H 'Host: localhost' "https://127.0.0.1:$hikari_port/bulk-forwarding" -o "$work/www/page.html" ||
        say 'hikari does not show the page to the first of the people: see hikari.log'
    stop_all
}

describe_machine() {
    cat <<TEXT
command   script/bench ${rows[*]/#/--only } --rounds $rounds --seconds $seconds --tries $tries${program:+ --server $program}
machine   $(awk -F': ' '/model name/ {print $2; exit}' /proc/cpuinfo), $(nproc --all) CPUs, $(awk '/MemTotal/ {printf "%.1f GiB", $2 / 1048576}' /proc/meminfo), Linux $(uname -r), work folder on $(stat -f -c %T "$work")
versions  hikari $(git -C "$root" describe --always --dirty 2>/dev/null), $(swift --version 2>/dev/null | grep -o 'Swift version [0-9.]*'), $(openssl version | cut -d' ' -f1-2), SQLite $(python3 -c 'import sqlite3; print(sqlite3.sqlite_version)')
          $(nginx -v 2>&1 | cut -d: -f2 | xargs), $(go version 2>/dev/null | cut -d' ' -f3), Django $(/usr/bin/python3 -c 'import django; print(django.__version__)' 2>/dev/null), gunicorn $(gunicorn --version 2>/dev/null | tr -dc 0-9.), wrk $(dpkg-query -W -f '${Version}' wrk 2>/dev/null)
load      $load before the start$(awk '$1 > 0.5 {print " - NOT QUIET, figures not to be trusted"}' <<<"$load")
TEXT
}
