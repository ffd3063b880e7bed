/** Shell that runs in the container of the fault tools. */

/** Makes a file system of so many MiB, with that id. Detached on its last close: by the sleeper that holds it, which ends with its container. */
export const ATTACH = `set -e
truncate -s "$1M" /disks/disk
mkfs.xfs -q -m uuid="$2" /disks/disk
device=$(losetup --find --show /disks/disk)
setsid sleep infinity 3<"$device" >/dev/null 2>&1 &
until ls -l /proc/$!/fd 2>/dev/null | grep -q "$device"; do :; done
losetup --detach "$device"
echo "$device"`;

export const FREE_KIB = `df -k --output=avail "$1" | tail -n 1`;

/** All of it in one piece if it fits, then what is left in ever smaller ones. */
export const FILL = `left=$2
size=$left
part=0
while [ "$size" -ge 4 ]; do
  if fallocate -l "\${size}K" "$1$part" 2>/dev/null; then part=$((part + 1)); else rm -f "$1$part"; size=$((size / 2)); fi
  [ "$part" -lt 60 ] || break
done`;

/** Of the files below a folder whose path is like the pattern, the newest. */
export const TEAR = `set -e
file=$(find "$1" -type f -path "$2" -exec ls -t {} + | head -n 1)
[ -n "$file" ] || { echo "there is no file like $2"; exit 1; }
printf '*5\\r\\n$4\\r\\nXADD\\r\\n$6\\r\\nfra' >>"$file"
sync "$file"
basename "$file"`;
