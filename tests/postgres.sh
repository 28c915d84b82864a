# A PostgreSQL server for the tests: sourced by test.sh. It listens on a free port of 127.0.0.1, keeps everything in a temporary
# directory and goes with the script. PostgreSQL does not run as root, so root starts it as the user postgres.

postgres_dir=

as_postgres() {
  if [[ $EUID -eq 0 ]]; then runuser -u postgres -- "$@"; else "$@"; fi
}

# The newest server programs: PATH, or where Debian keeps them.
postgres_programs() {
  local initdb
  initdb=$(command -v initdb) || initdb=$(printf '%s\n' /usr/lib/postgresql/*/bin/initdb | sort -V | tail -n 1)
  [[ -x $initdb ]] && dirname "$(readlink -f "$initdb")"
}

install_postgres() {
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq && apt-get install -y -qq --no-install-recommends postgresql
}

# Starts the server and exports RECOUP_TEST_POSTGRES. Not synced to disk: it holds nothing that should survive.
start_postgres() {
  local programs port password
  programs=$(postgres_programs) || return 1
  [[ $EUID -ne 0 ]] || id postgres >/dev/null 2>&1 || useradd --system postgres || return 1
  port=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')
  password=$(node -p 'require("crypto").randomBytes(16).toString("hex")')

  postgres_dir=$(mktemp -d /tmp/recoup-postgres.XXXXXX)
  trap 'exit 130' INT
  trap 'exit 143' TERM
  trap stop_postgres EXIT
  echo "$password" >"$postgres_dir/password"
  [[ $EUID -ne 0 ]] || chown -R postgres "$postgres_dir"

  (
    cd "$postgres_dir"
    as_postgres "$programs/initdb" -D "$postgres_dir/data" -U recoup -A scram-sha-256 --pwfile=password -E UTF8 --locale=C --no-sync >initdb.log &&
      as_postgres "$programs/pg_ctl" start -s -w -D "$postgres_dir/data" -l "$postgres_dir/server.log" \
        -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
  ) || { cat "$postgres_dir"/*.log >&2; return 1; }
  export RECOUP_TEST_POSTGRES="Host=127.0.0.1;Port=$port;Database=postgres;Username=recoup;Password=$password"
}

# Ends the server by the process id it left, and removes it.
stop_postgres() {
  local programs
  [[ -n $postgres_dir ]] || return 0
  if [[ -f $postgres_dir/data/postmaster.pid ]] && programs=$(postgres_programs); then
    (cd "$postgres_dir" && as_postgres "$programs/pg_ctl" stop -s -w -m immediate -D "$postgres_dir/data") || true
  fi
  rm -rf "$postgres_dir"
  postgres_dir=
}
