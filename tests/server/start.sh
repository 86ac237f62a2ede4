# Sourced by the scripts that use the server, with `profile` and `directory` set: builds and starts it, and sets `server` to
# its address and `server_id` to its process.

# Waits until something listens.
wait_for() {
  for _ in {1..100}; do
    if (exec 3<>"/dev/tcp/${1%:*}/${1##*:}") 2>/dev/null; then return; fi
    sleep 0.1
  done
  echo "nothing listens on $1" >&2
  return 1
}

cargo build --quiet --locked --profile "$profile" -p tests --bin every_policy
target=$(cargo metadata --format-version 1 --no-deps --locked | python3 -c 'import json, sys; print(json.load(sys.stdin)["target_directory"])')
"$target/${profile/#dev/debug}/every_policy" 127.0.0.1:0 >"$directory/address" &
server_id=$!
for _ in {1..100}; do
  if [[ -s $directory/address ]]; then break; fi
  sleep 0.1
done
server=$(cat "$directory/address")
wait_for "${server:?the server has not said its address}"
