#!/bin/sh
# Makes a certificate authority of the stack's own and a certificate that it has signed for every broker, for 90 days:
#   sh config/tls/make-certificates.sh [FOLDER] [NAME...]     tls, and the names under which clients reach the host; IP:ADDRESS for an address
set -eu
folder=${1:-tls}
[ $# -eq 0 ] || shift
names="DNS:redis,DNS:redis-replica-1,DNS:redis-replica-2,DNS:rabbitmq,DNS:rabbitmq-2,DNS:rabbitmq-3,DNS:nats,DNS:nats-2,DNS:nats-3,DNS:localhost,IP:127.0.0.1"
for name; do
  case "$name" in
    DNS:* | IP:*) names="$names,$name" ;;
    *) names="$names,DNS:$name" ;;
  esac
done

mkdir -p "$folder"
cd "$folder"
umask 077
openssl req -x509 -newkey rsa:3072 -nodes -days 90 -sha256 -subj "/CN=broker CA" -keyout ca.key -out ca.crt 2>/dev/null
openssl req -newkey rsa:3072 -nodes -sha256 -subj "/CN=broker" -addext "subjectAltName=$names" \
  -keyout server.key -out server.csr 2>/dev/null
openssl x509 -req -in server.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 90 -sha256 -copy_extensions copy \
  -out server.crt 2>/dev/null
rm server.csr
# The brokers run as users of their own, which the images number differently; ca.key stays its owner's alone.
chmod 755 .
chmod 644 ca.crt server.crt server.key
openssl x509 -in server.crt -noout -enddate -ext subjectAltName
