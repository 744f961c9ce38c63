#!/usr/bin/env bash
# Runs a command with DATABASE_URL naming a new PostgreSQL that lives as long as the command: tests/postgres.sh COMMAND …
# PostgreSQL refuses to run as root; then it runs as the user postgres.
set -euo pipefail

server=$(compgen -G '/usr/lib/postgresql/*/bin' | sort -V | tail -n 1 || true)
if [[ -z "$server" ]]; then
  initdb=$(command -v initdb || true)
  server=${initdb:+$(dirname "$initdb")}
fi
if [[ -z "$server" ]]; then
  echo "PostgreSQL is not installed: its part of the tests is skipped." >&2
  exit 0
fi

place=$(mktemp -d /tmp/songngu-pg-XXXXXX)
as_owner=()
if [[ $(id -u) -eq 0 ]]; then
  chown postgres "$place"
  as_owner=(setpriv --reuid=postgres --regid=postgres --init-groups env HOME="$place" LC_ALL=C.UTF-8)
fi

finish() {
  (cd / && "${as_owner[@]}" "$server/pg_ctl" -D "$place/data" -m immediate -s stop) || true
  rm -rf "$place"
}
trap finish EXIT

(
  cd /
  "${as_owner[@]}" "$server/initdb" -D "$place/data" -U songngu --auth=trust --no-sync --encoding=UTF8 >/dev/null
  # No TCP, and no promise to survive a power cut: it is thrown away.
  "${as_owner[@]}" "$server/pg_ctl" -D "$place/data" -s -w -l "$place/log" \
    -o "-c listen_addresses='' -c unix_socket_directories=$place -c fsync=off -c full_page_writes=off" start
)
DATABASE_URL="postgres://songngu@${place//\//%2F}/postgres" "$@"
