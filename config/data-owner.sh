#!/bin/sh
# Ends the start of a broker that cannot write its data, and says whose they are and what to do:
#   sh data-owner.sh SERVICE USER FOLDER [PATH...]
# An image that numbers its users differently has written the volume then.
set -eu
service=$1 user=$2 folder=$3
shift 2
for path; do
  [ -e "$path" ] || continue
  [ -r "$path" ] && [ -w "$path" ] && continue
  echo "data-owner.sh: $path belongs to $(stat -c %u:%g "$path"), and $service runs as $(id -u):$(id -g). The data are whole." \
    "Run this where docker-compose.yml is: docker compose run --rm --no-deps --user 0 --cap-add CHOWN --cap-add DAC_OVERRIDE" \
    "--entrypoint chown $service -R $user:$user $folder" >&2
  exit 1
done
