#!/usr/bin/env bash
# Prepares the ledger's programs for a fast start. Extracts each jar, and records a JDK AOT cache (JEP 483, 514, 515) in a
# training run: the program starts on an empty store, answers requests of each kind, and stops.
#
#   deploy/aot/train.sh JARS FOLDER [PROGRAM...]
#
# JARS is a folder that contains the jars of all-in-one and of each PROGRAM: all-in-one, command-side, query-side or
# web-console; all four by default. The two sides are trained together. The result is FOLDER/PROGRAM/PROGRAM.jar, its
# libraries, and FOLDER/PROGRAM/PROGRAM.aot. The cache is valid for this path, this Java and these files only. With
# others, a program starts without it. The script needs Java 25, but no database, no HTTP client and no root.
set -euo pipefail

if [ $# -lt 2 ]; then
    sed -n '2,11s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
    exit 2
fi
jars=$(realpath "$1")
mkdir -p "$2"
folder=$(realpath "$2")
shift 2
programs=("$@")
[ $# -gt 0 ] || programs=(all-in-one command-side query-side web-console)

[ -z "${JAVA_HOME:-}" ] || PATH="$JAVA_HOME/bin:$PATH"
# The options of the Dockerfile and of docs/operations.md, if the caller sets no others.
export JAVA_TOOL_OPTIONS=${JAVA_TOOL_OPTIONS:---enable-native-access=ALL-UNNAMED -Xms64m -Xmx512m -XX:+UseSerialGC}
repetitions=${LEDGER_TRAINING_REPETITIONS:-100} # requests of each kind

version=$(java -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p')
if [ "${version:-0}" -lt 25 ]; then
    echo "deploy/aot/train.sh needs Java 25. This is Java ${version:-unknown}: set JAVA_HOME." >&2
    exit 2
fi

work=$(mktemp -d)
running=() # process ids
postgres= # folder of PostgreSQL's programs, while its server runs

clean_up() {
    for pid in "${running[@]}"; do kill "$pid" 2> /dev/null || true; done
    wait
    stop_postgres
    rm -rf "$work"
}
trap clean_up EXIT

fail() {
    echo "$1" >&2
    shift
    for log in "$@"; do tail -n 50 "$log" >&2; done
    exit 1
}

selected() {
    [[ " ${programs[*]} " == *" $1 "* ]]
}

# Below the ports of outgoing connections: a connection to one of those can reach itself while nothing listens there.
free_port() {
    local port
    while port=$((10000 + RANDOM % 20000)); (: < "/dev/tcp/127.0.0.1/$port") 2> /dev/null; do :; done
    echo "$port"
}

# The newest executable jar of a program.
jar_of() {
    local found
    found=$(find "$jars" -name "$1-*-exec.jar" -printf '%T@ %p\n' | sort -n | tail -1 | cut -d' ' -f2-)
    [ -n "$found" ] || fail "There is no $1-*-exec.jar in $jars. Build it with: mvn -DskipTests package"
    echo "$found"
}

# PROGRAM: extracts its jar into its folder.
extract() {
    rm -rf "${folder:?}/$1"
    java -Djarmode=tools -jar "$(jar_of "$1")" extract --application-filename "$1.jar" --destination "$folder/$1" > "$work/$1.log" 2>&1 \
        || fail "The jar of $1 was not extracted." "$work/$1.log"
}

# PROGRAM PORT [VARIABLE=VALUE...]: starts a training run.
start() {
    local program=$1 port=$2
    shift 2
    (
        for variable in $(compgen -e LEDGER_; compgen -e SPRING_); do unset "$variable"; done # an operator's settings
        cd "$work"
        export SERVER_PORT=$port SERVER_ADDRESS=127.0.0.1 LEDGER_BOOTSTRAP_PASSWORD=$password LEDGER_CONSOLE_SECRET=$secret
        export LEDGER_USE_MAX_WAIT=5s LEDGER_READ_LONGEST_WAIT=5s "$@" # a build machine may pause
        exec java "-XX:AOTCacheOutput=$folder/$program/$program.aot" -jar "$folder/$program/$program.jar"
    ) > "$work/$program.log" 2>&1 &
    local pid=$!
    running+=("$pid")
    for ((tenths = 0; tenths < 3000; tenths++)); do
        if ask "$port" GET /actuator/health/readiness | head -1 | grep -q ' 200'; then return; fi
        kill -0 "$pid" 2> /dev/null || break
        sleep 0.1
    done
    fail "$program did not start." "$work/$program.log"
}

# Stops all processes; Java then writes the caches.
stop() {
    kill "${running[@]}"
    wait "${running[@]}" || true
    running=()
    for program in "$@"; do
        # With this mode, a cache that cannot be used is an error.
        java -XX:AOTMode=on "-XX:AOTCache=$folder/$program/$program.aot" -cp "$folder/$program/$program.jar" -version > "$work/check.log" 2>&1 \
            || fail "The AOT cache of $program cannot be used." "$work/check.log" "$work/$program.log"
        echo "$program: $folder/$program/$program.aot, $(($(stat -c %s "$folder/$program/$program.aot") / 1000000)) MB"
    done
}

# PORT METHOD PATH [BODY] [HEADER...]: sends a request and prints the response. Bash is the HTTP client.
ask() {
    local port=$1 method=$2 path=$3 body=${4:-}
    shift $(($# < 4 ? $# : 4))
    {
        {
            printf '%s %s HTTP/1.0\r\nHost: localhost\r\n' "$method" "$path"
            for header in "$@"; do printf '%s\r\n' "$header"; done
            [ "$method" = GET ] || printf 'Content-Length: %d\r\n' "${#body}"
            printf '\r\n%s' "$body"
        } >&3
        timeout 60 cat <&3
    } 2> /dev/null 3<> "/dev/tcp/127.0.0.1/$port" || true
}

# PORT METHOD PATH [BODY] [HEADER...]: as above; fails unless the request succeeds.
expect() {
    local answer
    answer=$(ask "$@")
    [[ $answer =~ ^HTTP/1.[01]\ (2|302) ]] || fail "$2 $3 of the training failed: ${answer%%$'\r'*}" "$work"/*.log
    printf '%s' "$answer"
}

field() {
    sed -n 's/.*"'"$1"'":"\([^"]*\)".*/\1/p' | tail -1
}

form='Content-Type: application/x-www-form-urlencoded'
json='Content-Type: application/json'

# COMMANDS QUERIES: sends requests of each kind to the ports of both sides.
exercise() {
    local commands=$1 queries=$2 session key id token
    session=$(expect "$commands" POST /auth/login "username=admin&password=$password" "$form" | field access_token)
    id=$(expect "$commands" POST /users/me/api_keys '{"name":"training"}' "$json" "Authorization: Bearer $session" | field id)
    for ((i = 0; i < repetitions; i++)); do
        if ((i % 5 == 0)); then
            key=$(expect "$commands" POST /users/me/api_keys '{"name":"training-'"$i"'"}' "$json" "Authorization: Bearer $session" | field key)
            expect "$commands" POST "/users/me/api_keys/training/rotate" '{"retain_period_minutes":60}' "$json" "Authorization: Bearer $session" > /dev/null
            expect "$queries" GET /ledger/tokens '' "Authorization: Bearer $session" > /dev/null
            expect "$queries" GET "/ledger/audit?limit=10" '' "Authorization: Bearer $session" > /dev/null
            expect "$queries" GET /users/me/api_keys '' "Authorization: Bearer $session" > /dev/null
        fi
        token=$(expect "$commands" POST /auth/login "password=$key" "$form" | field access_token)
        expect "$commands" GET /oauth2/verify '' "Authorization: Bearer $key" > /dev/null
        expect "$commands" GET /oauth2/verify '' "Authorization: Bearer $token" > /dev/null
        expect "$commands" POST /oauth2/introspect "token=$key" "$form" "Authorization: Bearer $session" > /dev/null
        expect "$commands" GET /users/me '' "Authorization: Bearer $key" > /dev/null
    done
    expect "$queries" GET "/ledger/tokens/$id/timeline" '' "Authorization: Bearer $session" > /dev/null
}

# PORT: opens pages of the web console.
browse() {
    local cookies
    expect "$1" GET / > /dev/null
    cookies=$(expect "$1" POST /console/sign-in "username=admin&password=$password" "$form" \
        | sed -n 's/^Set-Cookie: \([^;]*\).*/\1/Ip' | tr -d '\r' | paste -sd ';')
    for ((i = 0; i < repetitions / 10; i++)); do
        for page in / /console/tokens /console/account; do
            expect "$1" GET "$page" '' "Cookie: $cookies" > /dev/null
        done
    done
}

# Runs a program of PostgreSQL, which refuses to run as root.
as_user() {
    if [ "$(id -u)" = 0 ]; then unshare -U "$@"; else "$@"; fi
}

# PORT: starts the PostgreSQL that the all-in-one ledger has unpacked.
start_postgres() {
    postgres=$(echo "$work"/data/postgres-binaries/postgres-*/bin)
    printf '%s' "$secret" > "$work/postgres.password"
    as_user "$postgres/initdb" --pgdata="$work/postgres" --username=ledger --encoding=UTF-8 --locale=C.UTF-8 \
        --locale-provider=builtin --builtin-locale=C.UTF-8 --auth=scram-sha-256 --pwfile="$work/postgres.password" > "$work/postgres.log" 2>&1 \
        && as_user "$postgres/pg_ctl" --pgdata="$work/postgres" --wait --log="$work/postgres.log" \
            --options="-c listen_addresses=127.0.0.1 -c port=$1 -c unix_socket_directories='' -c fsync=off" start > /dev/null \
        || fail "PostgreSQL did not start." "$work/postgres.log"
}

stop_postgres() {
    if [ -n "$postgres" ]; then
        as_user "$postgres/pg_ctl" --pgdata="$work/postgres" --wait --mode=immediate stop > /dev/null 2>&1 || true
        postgres=
    fi
}

random() {
    od -An -N24 -tx1 /dev/urandom | tr -d ' \n'
}

password=$(random)
secret=$(random)

extract all-in-one # the others need it too: as the console's API, and for its PostgreSQL

# The console is a client of the ledger, so both run.
ledger=$(free_port)
start all-in-one "$ledger" LEDGER_DATA_DIR="$work/data"
exercise "$ledger" "$ledger"
browse "$ledger"
trained=(all-in-one)
if selected web-console; then
    extract web-console
    console=$(free_port)
    start web-console "$console" LEDGER_CONSOLE_API_URL="http://127.0.0.1:$ledger"
    browse "$console"
    trained+=(web-console)
fi
stop "${trained[@]}"

# Each side answers only a part of the requests, so both run.
if selected command-side || selected query-side; then
    extract command-side
    extract query-side
    port=$(free_port)
    start_postgres "$port"
    settings=(LEDGER_STORE=postgres LEDGER_POSTGRES_URL="jdbc:postgresql://127.0.0.1:$port/postgres" LEDGER_POSTGRES_USERNAME=ledger
        LEDGER_POSTGRES_PASSWORD="$secret" LEDGER_SIGNING_KEYS_DIR="$work/keys")
    commands=$(free_port)
    start command-side "$commands" "${settings[@]}"
    queries=$(free_port)
    start query-side "$queries" "${settings[@]}"
    exercise "$commands" "$queries"
    stop command-side query-side
    stop_postgres
fi
